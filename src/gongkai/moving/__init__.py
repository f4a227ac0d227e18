"""Moving in (迁入): the items of an existing site, from its table and its folder of files, with the days they were public there.

``columns`` knows the fields of the table, ``archive`` the folder or ZIP, ``reading`` makes candidates and says what is wrong by row and
column, ``usecases/import_site`` stages a whole file or nothing, ``examining`` asks the gate, ``usecases/publish_batch`` puts out what is
clear once a second person vouches. ``old_addresses`` leads readers of the old site on. Nothing staged is visible to anybody outside.
"""
