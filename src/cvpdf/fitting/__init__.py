"""Fitting a variant to its pages: LaTeX measures every block, and an exact optimiser chooses what is shown.

Selection --candidates--> tree of candidates --measure--> heights --layout_search--> choice --apply_choice--> Selection
"""
