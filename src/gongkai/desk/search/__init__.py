"""检索 on the desk: the officers' box over their own rows, and the table of synonyms."""
