" Norm files and case files are Markdown; their norm blocks have a syntax of their own.
autocmd BufNewFile,BufRead *.norm.md
      \ let g:markdown_fenced_languages = uniq(sort(get(g:, 'markdown_fenced_languages', []) + ['norm'])) |
      \ setfiletype markdown
