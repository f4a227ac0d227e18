"""The statutory annual report (REG 49-50): figures counted from records, checked, frozen, published, exported.

It knows ``measures``, never the rooms behind them.

``bindings``   each cell -> measure and dimensions, grouped into few queries
``compute``    the report of an agency and a year as of a day; ``parts`` joins computed, returned and opening parts
``assess``     the law's identities over the figures, with the previous year's
``models``     sheets handed in and the parts they became; the report, its texts, its frozen versions
``usecases``   opening, returns, texts, reasons, check, approve, publish, correct
``selectors``  a figure opened, the records behind it
``document``   form + values + texts as one neutral structure; ``exports`` writes HTML, DOCX, PDF, XLSX, JSON from it
"""
