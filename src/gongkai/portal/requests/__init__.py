"""依申请公开 for citizens: how to ask, the form in two pages, the receipt, and following a request by number and query code.

Neither number nor code ever stands in an address: they come by POST, and a signed cookie remembers for half an hour which
request was opened. Nothing personal is kept in cookie or session; between the pages of the form it travels in the form itself.
"""
