"""The officers' desk (工作台): thin views that turn a form into a use-case call and reasons into messages beside their fields.

``entry`` lets an officer in and shows pages; one module per subject holds its views. No view builds a queryset by itself.
"""
