"""PURE: devices, hosts and attachments; splits one fabric command into host commands."""
