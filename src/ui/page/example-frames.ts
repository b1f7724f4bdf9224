// What the pages of a district have in common, in the examples.
export const publicFrame = {
  siteName: '青禾县教育局',
  skipText: '跳到正文',
  languagesLabel: '语言',
  footerLabel: '关于本站',
  footer: [
    { href: '#ask', text: '提问与投诉' },
    { href: '#privacy', text: '个人信息保护' },
    { href: '#accessibility', text: '无障碍' },
  ],
  footerNote: '青禾县教育局办公室 · 0837-000-0000',
};

export function languages(current: string) {
  return [
    { href: '?lang=zh-CN', text: '中文', lang: 'zh-CN', current: current === 'zh-CN' },
    { href: '?lang=bo', text: 'བོད་ཡིག', lang: 'bo', current: current === 'bo' },
    { href: '?lang=en', text: 'English', lang: 'en', current: current === 'en' },
  ];
}

export const staffFrame = {
  lang: 'zh-CN',
  siteName: '青禾县教育局',
  skipText: '跳到正文',
  languagesLabel: '语言',
  languages: languages('zh-CN').filter(({ lang }) => lang !== 'bo'),
  width: 'wide' as const,
  account: { name: '李卓玛 · 基础教育股', href: '#me', signOut: { action: '#out', text: '退出' } },
  shortcuts: { title: '快捷键', searchText: '搜索', helpText: '显示快捷键', closeText: '关闭' },
  footerNote: 'Belfry 0.1.0',
};

export function navigation(current: string) {
  const items = [
    ['#notices', '通知', 'g n'],
    ['#incidents', '突发事件', 'g i'],
    ['#voice', '群众来信', 'g v'],
    ['#hazards', '隐患', 'g h'],
    ['#directory', '通讯录', 'g d'],
    ['#reports', '报告', 'g r'],
  ] as const;
  return {
    label: '主导航',
    menuText: '菜单',
    items: items.map(([href, text, shortcut]) => ({ href, text, shortcut, current: text === current })),
  };
}
