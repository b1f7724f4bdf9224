/** Words of the desk about the map: part of the voice's words. */
export const mapMessages = {
  mapTitle: { 'zh-CN': '诉求地图', en: 'Map of the voice' },
  mapLead: {
    'zh-CN':
      '公众反映安全隐患时，可以在这张地图上点选位置。地图由本系统根据您上传的数据绘制，不访问任何地图网站；位置只保存到约一百米。',
    en: 'Whoever reports a danger can point at its place on this map. It is drawn here from the data that you upload, and no map service is ever asked; places are kept to some hundred metres.',
  },
  mapNone: {
    'zh-CN': '还没有地图。没有地图时，公众填写地点文字或坐标。',
    en: 'There is no map yet. Without one, places are typed in words or as coordinates.',
  },
  mapPicture: { 'zh-CN': '现在的地图', en: 'The map as it is' },
  mapPlaces: { 'zh-CN': '可选的地点', en: 'Places to choose from' },
  mapSourceIs: { 'zh-CN': '数据来源', en: 'Source of the data' },
  mapSourceHint: {
    'zh-CN': '印在地图下方，例如“县自然资源局”。',
    en: 'Printed below the map, such as “County survey office”.',
  },
  mapFile: { 'zh-CN': 'GeoJSON 文件', en: 'GeoJSON file' },
  mapFileHint: {
    'zh-CN':
      'WGS84 坐标（不是 GCJ-02 火星坐标，否则偏差数百米）。有 name 的点成为可选地点：学校、村委会、站台、桥，不要放住户；线和面只画出来。最多 1000 个要素、2 MB。',
    en: 'In WGS84 (not GCJ-02, which lies hundreds of metres beside it). Points with a name become places to choose from: schools, village offices, stops, bridges, no homes; lines and areas are only drawn. Up to 1,000 features and 2 MB.',
  },
  mapDraw: { 'zh-CN': '绘制地图', en: 'Draw the map' },
  mapReplace: { 'zh-CN': '用新文件替换', en: 'Replace it' },
  mapRemove: { 'zh-CN': '删除地图', en: 'Remove the map' },
  mapFileMissing: { 'zh-CN': '请选择文件', en: 'Choose a file' },
  mapSourceMissing: { 'zh-CN': '请写明数据来源，不超过 {n} 字', en: 'Say whose data it is, in up to {n} characters' },
  mapNoJson: { 'zh-CN': '这个文件不是 JSON', en: 'The file is no JSON' },
  mapNoFeatures: {
    'zh-CN': '文件里没有可画的要素（需要 FeatureCollection）',
    en: 'There is nothing in it to draw (a FeatureCollection is needed)',
  },
  mapTooMuch: {
    'zh-CN': '要素超过 {n} 个，或坐标点超过 {points} 个',
    en: 'Over {n} features, or over {points} points',
  },
  mapOutside: {
    'zh-CN': '坐标超出范围：GeoJSON 先写经度，再写纬度',
    en: 'A point lies outside the world: GeoJSON has the longitude first',
  },
  mapNameLong: { 'zh-CN': '有的名称超过 60 字', en: 'A name is over 60 characters' },
  mapNear: { 'zh-CN': '{name}附近（约 {metres} 米）', en: 'near {name} (some {metres} m)' },
} as const;
