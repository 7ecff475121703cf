// Where the search index lies, as the script of mkdocs wants to be told: beside this page.
var base_url = ".";
