"""Wenxian (温县), 2022: the county whose published report the demonstration reproduces.

``agencies`` who there is, ``people`` invented names, ``texts`` titles and bodies, and one module per room that walks its records.
"""
