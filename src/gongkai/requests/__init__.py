"""Information requests (依申请公开): from registration through the clock's ledger to the reply, its delivery and the archive.

``models`` (InformationRequest, RequestEvent, Reply and letters; the counted facts Receipt, Closing, FeePayment), ``usecases``
(one verb a file), ``ledger`` (events in, dates out), ``projections`` (stored dates can be rebuilt), ``selectors`` (reads with
the caller's rights), ``repeats`` (same applicant, same text), ``counts`` (what table 3 counts).

Every rule of law stands in ``gongkai.law``: which step is allowed, which day follows, which row is counted. This room keeps
the records, the roles and the papers, and refuses to know an article by heart.
"""
