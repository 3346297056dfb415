" The blocks of norm files and case files. Made by editors/syntax.py.
if exists("b:current_syntax")
  finish
endif
syntax case match
syntax match normItem /^\%(translations\s\+into\|never\s\+conclude\|regional\s\+group\|positions\s\+on\|not\s\+encoded\|algorithm\|calendar\|earliest\|language\|question\|sentence\|example\|exhibit\|parties\|reading\|access\|latest\|status\|count\|group\|kinds\|place\|scale\|table\|case\|duty\|fact\|list\|name\|rule\|act\|nth\|sum\)\ze\%(\s\|[:(\"]\|$\)/
syntax match normClause /^\s\+\%(written\s\+from\s\+right\s\+to\s\+left\|expect\s\+next\s\+change\s\+after\|clock\s\+stops\s\+while\|not\s\+applicable\|working\s\+days\|answers\s\+for\|asserted\s\+by\|propagating\|raised\s\+when\|withheld\s\+by\|days\s\+start\|refused\s\+on\|agreed\s\+by\|algorithm\|denied\s\+by\|done\s\+when\|not\s\+asked\|viewed\s\+on\|calendar\|days\s\+end\|days\s\+off\|earliest\|found\s\+by\|question\|register\|sentence\|asserts\|because\|extends\|reading\|records\|unknown\|access\|closed\|expect\|latest\|starts\|status\|unless\|clock\|count\|given\|grade\|group\|party\|place\|table\|duty\|from\|kind\|name\|then\|with\|act\|and\|nth\|sum\|at\|if\|on\)\ze\%(\s\|[:(\"]\|$\)/
syntax match normKey /^\s\+\%(weight\s\+at\s\+least:\|if\s\+breached:\|respondent:\|agreement:\|claimant:\|happened:\|must\s\+not:\|opposite:\|opened:\|quotes:\|cases:\|layer:\|asks:\|must:\|ask:\|can:\|may:\|not:\)/
syntax match normOperator /\<\%(despite\|subject to\)\>\|\<\%(any of\|all of\):/
syntax match normHole /<[^<>]\+>/
syntax match normDate /\<\d\{4}-\d\d-\d\d\>/
syntax match normString /"[^"]*"\|“[^”]*”\|«[^»]*»/
syntax match normNote /(\%([^()]\|([^()]*)\)*)\s*$/ contains=normString,normDate,normHole
syntax match normComment +\%(^\|\s\)//.*$+
highlight default link normItem Statement
highlight default link normClause Conditional
highlight default link normKey Label
highlight default link normOperator Operator
highlight default link normHole Identifier
highlight default link normDate Constant
highlight default link normString String
highlight default link normNote PreProc
highlight default link normComment Comment
let b:current_syntax = "norm"
