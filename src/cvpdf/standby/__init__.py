"""A cvpdf that is loaded already and stands by for the next command, for a few minutes.

Loading Python's modules takes longer than building a CV. So a command leaves a process behind that has loaded them; the
next command hands over what it was called with (arguments, folder, environment, its three standard streams), that
process forks, and the fork does the work and ends. Nothing of one command is left for the next. Where anything is
uncertain (another installation, changed files, another user, other limits), the command does its work itself, as
without all this.

``client`` is what a command does first and imports next to nothing, ``server`` is the process that stands by,
``address`` is how they find each other.
"""
