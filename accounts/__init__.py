"""Who works here, for which body, on which project, and what they may do.

People, bodies with their names through time, projects, memberships with roles, the table of rights,
and the audit trail that every action writes to.
"""
