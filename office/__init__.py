"""The coordinator's desk: pages that look across rooms.

Today, one street, one home, setting up a project, and the commands of the house. There are no models here.
"""
