"""The post as readers will see it, in a browser that can reach nothing."""
