"""Floor 0: what every room stands on.

Clock, periods, money, moves, the register of figures, PDF, charts and forms.
No model lives here and no room is imported from here.
"""
