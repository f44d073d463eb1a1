"""From a weak door to a fitted, inspected lock: surveys, specifications, jobs and fitters.

A referral is the first status of a job. The home security survey yields the WIDE score, its gaps and a proposed
specification; a Crime Prevention Officer approves it; the order posts its commitment to the grant. Fitters see one day's
work by a signed link and never why a home is on the list. Burglary records without a cocoon are picked up here.
"""
