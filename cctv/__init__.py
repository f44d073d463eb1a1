"""The school's cameras and their lawful keeping; never footage.

The school buys with grant transferred to it, owns and keeps up its cameras, and lets the police have images for as long as the
equipment lives. The office holds what proves that they are lawful: purpose of each camera, assessment, signs, retention,
review, and a log of who asked for images. Where a camera hangs is for few eyes. The Town Council's cameras are recorded, not ours.
"""
