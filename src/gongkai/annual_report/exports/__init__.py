"""The report taken along: HTML, PDF (typst), DOCX (docxtpl), XLSX and JSON, all from one ``document.Document``."""
