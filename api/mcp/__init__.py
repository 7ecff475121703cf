"""Questions over the Model Context Protocol: for programs that lead a conversation.

A face beside HTTP. What may be asked, how it is read and why it is refused is what the service has;
here stands how it is offered as tools.
"""
