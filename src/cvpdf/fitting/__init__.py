"""Fitting a variant to its pages: LaTeX measures every block, and an exact optimiser chooses what is shown.

Selection --candidates--> tree of what may be shown --measuring--> heights --ladder, solver--> choice --> Selection
"""
