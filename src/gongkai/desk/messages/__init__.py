"""Messages on the desk (消息记录): what was sent to whom (masked), how far it came, and once more."""
