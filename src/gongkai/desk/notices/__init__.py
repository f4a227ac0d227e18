"""Letters on the desk (文书): those of a case to read, print and complete, and the words they are composed of."""
