"""The school's cameras and their lawful keeping; never footage.

Nothing is here yet; the camera register arrives with its own part.
"""
