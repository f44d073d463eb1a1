"""What was promised and what it costs.

Agreements with the partner bodies, the deliverables and their targets with memory, the posts, milestones and
activities of a project; what it leaves behind and who looks after it.
"""
