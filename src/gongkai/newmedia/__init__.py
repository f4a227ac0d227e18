"""New media (政务新媒体): the register of official accounts and what they posted (domain 6.1).

``models`` (NewMediaAccount, AccountStanding, Post, PostImport), ``account_states`` (the transition table), ``post_files``
(reading a platform's export), ``usecases`` (the life of an account; import of posts), ``selectors``, ``counts``.
"""
