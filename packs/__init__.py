"""What goes in the Safer Homes Pack, where each piece is, and who has it.

In this part: the pack specification, deliveries at doors, and the property-marking kits with their registration.
"""
