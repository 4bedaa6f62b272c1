"""The Bot API's methods that the sandbox knows, each as one function."""

from sandbox.methods.registry import METHODS, Method

__all__ = ["METHODS", "Method"]
