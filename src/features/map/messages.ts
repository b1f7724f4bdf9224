/** Words of the map in both languages: at the desk, and where somebody chooses a place on it. */
import { defineWords } from '#platform/i18n.ts';

export const words = defineWords({
  mapTitle: { 'zh-CN': '本地地图', en: 'Map of the district' },
  mapLead: {
    'zh-CN':
      '公众反映安全隐患、应急人员启动响应时，可以在这张地图上点选位置。地图由本系统根据您上传的数据绘制，不访问任何地图网站。',
    en: 'Whoever reports a danger, or declares an incident, can point at its place on this map. It is drawn here from the data that you upload, and no map service is ever asked.',
  },
  mapNone: {
    'zh-CN': '还没有地图。没有地图时，用文字或坐标填写地点。',
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
  incomplete: { 'zh-CN': '请填写完整', en: 'Fill this in' },
  errorSummary: { 'zh-CN': '请更正以下内容', en: 'There is a problem' },
  breadcrumbs: { 'zh-CN': '当前位置', en: 'You are here' },
  landmark: { 'zh-CN': '在哪个地方附近（可不选）', en: 'Near which place (optional)' },
  landmarkNone: { 'zh-CN': '（不选）', en: '(none)' },
  landmarkShow: { 'zh-CN': '在地图上显示', en: 'Show it on the map' },
  mapHintWhole: {
    'zh-CN': '点一下地图上的位置：地图会放大，再点一次就更准。地图由本系统绘制，不向地图网站查询。',
    en: 'Click where it is: the map comes nearer, and a second click is more exact. It is drawn here; no map service is asked.',
  },
  mapHintNear: {
    'zh-CN': '红圈是选定的位置。点别处可以改。',
    en: 'The red ring is the chosen point. Click elsewhere to change it.',
  },
  mapAlt: {
    'zh-CN': '地图。用键盘时请从上面的列表选择，或填写坐标。',
    en: 'Map. With a keyboard choose from the list above, or type coordinates.',
  },
  mapSource: { 'zh-CN': '地图数据：{source}', en: 'Map data: {source}' },
  mapFarther: { 'zh-CN': '缩小', en: 'Farther away' },
  mapClear: { 'zh-CN': '不选位置', en: 'Take the point away' },
});
export type Words = ReturnType<typeof words>;
