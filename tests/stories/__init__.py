"""Whole stories, told as the chats in which they happen."""
