/** Messages of /suggest and of suggestions wherever they are told. Keys start with `suggest.`. ICU syntax. */
export default {
  'suggest.title': '修改建议',
  'suggest.lead':
    '有疑点的指标逐项列出可以怎样写，退回部门参考。建议不会自动改动任何申报表；示例中的数按实际填写。',
  'suggest.open': '修改建议清单',
  'suggest.export': '导出',
  'suggest.count': '{rows, number} 项指标，{forms, number} 份申报表',
  'suggest.none': '没有需要修改的指标',
  'suggest.none.text': '当前规则集没有发现指标层面的疑点，或都已豁免。',
  'suggest.column.indicator': '指标',
  'suggest.column.raw': '原指标值',
  'suggest.column.problems': '问题',
  'suggest.column.changes': '可改为',
  'suggest.column.peers': '其他项目的写法',
  'suggest.pattern': '写法：{pattern}',
  'suggest.peer': '{project}{count, plural, =1 {} other {等 # 个项目}}',
  'suggest.verified': '已按改后的内容重新检查：通过。',
  'suggest.verified-out': '已重新检查：改后不再属于这条规则的检查范围。',
  'suggest.raises': '但会触发：{rules}。',
  'suggest.no-peer': '没有相近指标写了数',
  'suggest.working': '正在逐项计算改法…',
  'suggest.made': '已算出 {done, number} / {of, number} 项',
  'suggest.page': '第 {from, number}–{to, number} 项，共 {total, number} 项',
  'suggest.listed':
    '指标很多，浏览器里只列出规则“{rule}”的前 {most, number} 处疑点，这里和导出的只是这些的建议。全部建议用命令行：zhunxing suggest {name} --out 修改建议.xlsx',
  'suggest.listed.none':
    '指标很多，浏览器里一次只列一条规则的疑点：先在“审核”页选一条规则。全部建议用命令行：zhunxing suggest {name} --out 修改建议.xlsx',
} as const;
