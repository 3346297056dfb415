#!/usr/bin/env python3
"""syntax.py [--update]: the syntax files of the editors, made from the keywords of the language.

Without --update it prints each file that is not what src/language/keywords.h makes of it, and ends
with status 1; with it, it writes them.
"""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
KEYWORDS = HERE.parent / "src/language/keywords.h"
GRAMMAR = HERE / "vscode/syntaxes/norm.tmLanguage.json"
VIM = HERE / "vim/syntax/norm.vim"
ARRAY = re.compile(r"inline constexpr std::array<[^>]*>\s*(k\w+)\{(.*?)\};", re.DOTALL)


def keywords():
    """(words at the left edge of a block, words on the lines below), longest first."""
    arrays = {name: re.findall(r'"([^"]*)"', body)
              for name, body in ARRAY.findall(KEYWORDS.read_text())}
    items = arrays.pop("kItems")
    clauses = {word for words in arrays.values() for word in words}
    by_length = lambda words: sorted(set(words), key=lambda word: (-len(word), word))
    return by_length(items), by_length(clauses)


def pattern(words):
    return "|".join(re.escape(word).replace("\\ ", " ").replace(" ", r"\s+") for word in words)


def grammar(items, clauses):
    after = r"(?=[\s:(\"]|$)"
    rules = [
        {"name": "comment.line.double-slash.norm", "match": r"(^|\s)//.*$"},
        {"name": "string.quoted.double.norm", "match": r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»"},
        {"name": "keyword.declaration.norm", "match": f"^({pattern(items)}){after}"},
        {"name": "keyword.control.norm",
         "match": rf"^\s+({pattern([w for w in clauses if not w.endswith(':')])}){after}"},
        {"name": "keyword.other.norm",
         "match": rf"^\s+({pattern([w for w in clauses if w.endswith(':')])})"},
        {"name": "keyword.operator.norm", "match": r"\b(any of|all of):|\b(despite|subject to)\b"},
        {"name": "variable.parameter.norm", "match": r"<[^<>]+>"},
        {"name": "constant.other.date.norm", "match": r"\b\d{4}-\d{2}-\d{2}\b"},
        {"name": "meta.annotation.norm", "match": r"\((?:[^()]|\([^()]*\))*\)\s*$"},
    ]
    block = {
        "name": "markup.fenced_code.block.markdown",
        "begin": r"(^|\G)(\s{0,3})(`{3,}|~{3,})\s*(norm)(?=\s|$)",
        "end": r"(^|\G)\s{0,3}(\3)\s*$",
        "beginCaptures": {"3": {"name": "punctuation.definition.markdown"},
                          "4": {"name": "fenced_code.block.language.markdown"}},
        "endCaptures": {"2": {"name": "punctuation.definition.markdown"}},
        "contentName": "meta.embedded.block.norm",
        "patterns": rules,
    }
    made = {"scopeName": "markdown.norm.codeblock", "fileTypes": [],
            "injectionSelector": "L:text.html.markdown", "patterns": [{"include": "#block"}],
            "repository": {"block": block}}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def vim(items, clauses):
    escape = lambda words: r"\|".join(word.replace(" ", r"\s\+") for word in words)
    after = r"\ze\%(\s\|[:(\"]\|$\)"
    plain = [word for word in clauses if not word.endswith(":")]
    keyed = [word for word in clauses if word.endswith(":")]
    return "\n".join([
        '" The blocks of norm files and case files. Made by editors/syntax.py.',
        'if exists("b:current_syntax")',
        "  finish",
        "endif",
        "syntax case match",
        rf"syntax match normItem /^\%({escape(items)}\){after}/",
        rf"syntax match normClause /^\s\+\%({escape(plain)}\){after}/",
        rf"syntax match normKey /^\s\+\%({escape(keyed)}\)/",
        r"syntax match normOperator /\<\%(despite\|subject to\)\>\|\<\%(any of\|all of\):/",
        r"syntax match normHole /<[^<>]\+>/",
        r"syntax match normDate /\<\d\{4}-\d\d-\d\d\>/",
        r'syntax match normString /"[^"]*"\|“[^”]*”\|«[^»]*»/',
        r"syntax match normNote /(\%([^()]\|([^()]*)\)*)\s*$/"
        " contains=normString,normDate,normHole",
        r"syntax match normComment +\%(^\|\s\)//.*$+",
        "highlight default link normItem Statement",
        "highlight default link normClause Conditional",
        "highlight default link normKey Label",
        "highlight default link normOperator Operator",
        "highlight default link normHole Identifier",
        "highlight default link normDate Constant",
        "highlight default link normString String",
        "highlight default link normNote PreProc",
        "highlight default link normComment Comment",
        'let b:current_syntax = "norm"',
        "",
    ])


def main():
    words = keywords()
    stale = False
    for path, text in ((GRAMMAR, grammar(*words)), (VIM, vim(*words))):
        if path.exists() and path.read_text() == text:
            continue
        if "--update" in sys.argv[1:]:
            path.write_text(text)
        else:
            stale = True
            print(f"{path.relative_to(HERE.parent)} does not have the keywords of the language: "
                  "run editors/syntax.py --update")
    return stale


if __name__ == "__main__":
    sys.exit(main())
