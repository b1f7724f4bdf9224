/** Words of the place on the map. */
export const placeMessages = {
  spot: { 'zh-CN': '在地图上的位置（可不填）', en: 'On the map (may be left empty)' },
  spotMore: { 'zh-CN': '坐标、影响多远、是否公开', en: 'Coordinates, reach, public or not' },
  spotTitle: { 'zh-CN': '更正位置', en: 'Correct the place' },
  spotMark: { 'zh-CN': '标注位置', en: 'Mark the place' },
  spotShown: { 'zh-CN': '地图位置', en: 'On the map' },
  spotNone: { 'zh-CN': '没有标注', en: 'not marked' },
  spotText: {
    'zh-CN': '内部日志会记下这次更正。已经发出的预警保持原样，下一次更新才带上新的范围。',
    en: 'The log says that it was corrected. Warnings that were sent stay as they are; the next update bears the new circle.',
  },
  point: { 'zh-CN': '坐标', en: 'Coordinates' },
  pointHint: {
    'zh-CN':
      '纬度, 经度（WGS84），例如 31.4720, 103.5850。不要抄高德、腾讯（GCJ-02）或百度（BD-09）地图的坐标：会偏差数百米。',
    en: 'Latitude, longitude in WGS84, such as 31.4720, 103.5850. Not copied from Amap, Tencent (GCJ-02) or Baidu (BD-09): those lie hundreds of metres off.',
  },
  pointForm: {
    'zh-CN': '坐标须为“纬度, 经度”，先写纬度，例如 31.4720, 103.5850',
    en: 'Write latitude, longitude, the latitude first, such as 31.4720, 103.5850',
  },
  pointMissing: { 'zh-CN': '请先标出位置', en: 'Mark the point first' },
  pointOutside: {
    'zh-CN': '这个位置不在本地图的范围内：请核对坐标，确实在外面时勾选“确认位置在辖区外”',
    en: 'That lies outside the district’s map: look at the coordinates, and if they are right tick “It does lie outside”',
  },
  pointOutsideYes: { 'zh-CN': '确认位置在辖区外', en: 'It does lie outside the district' },
  reach: { 'zh-CN': '影响周围多远？', en: 'How far around it does it reach?' },
  reachNone: { 'zh-CN': '不清楚', en: 'Not known' },
  reachMissing: { 'zh-CN': '请从列表选择距离', en: 'Choose a distance from the list' },
  reachForPublic: {
    'zh-CN': '向公众公开时请选择影响周围多远',
    en: 'To show it to the public, choose how far it reaches',
  },
  spotPublic: { 'zh-CN': '向公众公开这个范围', en: 'Show this circle to the public' },
  spotPublicHint: {
    'zh-CN': '用文字写在公开页上，并以圆形范围写入下一次更新的预警文件（CAP）。可能暴露个人住处时不要公开。',
    en: 'In words on the public page, and as a circle in the warning (CAP) of the next update. Not where it would tell where somebody lives.',
  },
  spotHidden: { 'zh-CN': '未公开', en: 'not public' },
  spotIsPublic: { 'zh-CN': '已公开', en: 'public' },
  spotMetres: { 'zh-CN': '{n} 米', en: '{n} m' },
  spotKilometres: { 'zh-CN': '{n} 公里', en: '{n} km' },
  spotAround: { 'zh-CN': '{point} 周围 {reach}', en: 'within {reach} of {point}' },
  spotNear: { 'zh-CN': '{spot}（{name}附近）', en: '{spot}, near {name}' },
  spotPicture: { 'zh-CN': '地图：{spot}', en: 'Map: {spot}' },
  statusSpot: { 'zh-CN': '影响范围：{spot}（WGS84）', en: 'Area: {spot} (WGS84)' },
  sort_place: { 'zh-CN': '标注位置', en: 'Place marked' },
} as const;
