"""The archive on the desk (归档案卷): packages, retention, and deletion by two persons."""
