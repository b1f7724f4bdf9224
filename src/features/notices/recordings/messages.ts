/** Words of recordings: where they are made, and where they are listened to. */
import type { Catalogue } from '#platform/i18n.ts';

export const recordingWords = {
  stepRecordings: { 'zh-CN': '语音', en: 'Recordings' },
  recordingsTitle: { 'zh-CN': '可以听的通知', en: 'A notice to listen to' },
  recordingsMeta: {
    'zh-CN': '给不识字或看不清屏幕的家人：把通知念出来。每种语言一段，最长{minutes}分钟。',
    en: 'For those who do not read, or cannot read the screen: read the notice out. One recording a language, of at most {minutes} minutes.',
  },
  noRecordings: { 'zh-CN': '还没有语音', en: 'No recordings yet' },
  noRecordingsText: {
    'zh-CN': '没有书面译文的语言也可以录，例如只会说羌语的老人。',
    en: 'A language without a written translation can be recorded too, for instance for elders who only speak Qiang.',
  },
  recordingLanguage: { 'zh-CN': '说的是哪种语言', en: 'Language that is spoken' },
  recordingFile: { 'zh-CN': '录音文件', en: 'Sound file' },
  recordingFileHint: {
    'zh-CN':
      'MP3、M4A（AAC）、OGG（Opus）、WAV，最大 {megabytes} MB。手机“录音机”里的录音可以直接用。文件名、标题、时间等信息不会保留。旧款苹果手机听不了 OGG。',
    en: 'MP3, M4A (AAC), OGG (Opus) or WAV, up to {megabytes} MB; what a phone records will do. Its name, title and time are not kept. Old iPhones cannot play OGG.',
  },
  recordingOptional: { 'zh-CN': '念给家长听（可不填）', en: 'Read it out to families (optional)' },
  recordNew: { 'zh-CN': '添加语音', en: 'Add a recording' },
  recordHere: { 'zh-CN': '在本页录音', en: 'Record on this page' },
  recordStart: { 'zh-CN': '开始录音', en: 'Start recording' },
  recordStop: { 'zh-CN': '停止', en: 'Stop' },
  recordAgain: { 'zh-CN': '重新录', en: 'Record again' },
  recordRunning: { 'zh-CN': '正在录音', en: 'Recording' },
  recordListen: {
    'zh-CN': '请先听一遍。满意就保存，不满意就重新录。',
    en: 'Listen to it first. Save it if it is good, or record again.',
  },
  recordRefused: {
    'zh-CN': '浏览器没有使用麦克风的许可，或者没有麦克风。也可以用手机录好后上传。',
    en: 'The browser may not use a microphone, or there is none. You can record on a phone and upload the file.',
  },
  textToRead: { 'zh-CN': '要念的内容：{language}', en: 'What to read out: {language}' },
  saveRecording: { 'zh-CN': '保存语音', en: 'Save the recording' },
  recordingOlder: { 'zh-CN': '录音后文字有改动', en: 'The text was changed since' },
  recordingOlderBanner: {
    'zh-CN': '{languages}语音念的是改动前的文字',
    en: 'Recorded before the text was changed: {languages}',
  },
  recordingOlderText: {
    'zh-CN': '请重新录，或者删除这段语音。不识字的家长只听语音。',
    en: 'Record it again, or take it out: families who do not read have nothing but this.',
  },
  recordingOlderForReaders: {
    'zh-CN': '录音之后文字有改动，以文字为准。',
    en: 'The text was changed since this was recorded; what is written holds.',
  },
  recordingsN: { 'zh-CN': '{n}段', en: '{n, plural, one {# recording} other {# recordings}}' },
  recordingsOfVersion: { 'zh-CN': '语音', en: 'Recordings' },
  listen: { 'zh-CN': '听通知', en: 'Listen to this notice' },
  listenPause: { 'zh-CN': '暂停', en: 'Pause' },
  listenIn: { 'zh-CN': '听通知：{language}', en: 'Listen in {language}' },
  listenDownload: { 'zh-CN': '放不出来？下载语音', en: 'It does not play? Download the sound' },
  listenLength: {
    'zh-CN': '{minutes, plural, =0 {} other {#分}}{seconds}秒',
    en: '{minutes, plural, =0 {} other {# min }}{seconds} s',
  },
  recordingAdded: { 'zh-CN': '新增语音', en: 'Recordings added' },
  recordingRemoved: { 'zh-CN': '删除语音', en: 'Recordings taken out' },
  recordingMissing: {
    'zh-CN': '请录音，或者选择一个录音文件。',
    en: 'Record something, or choose a sound file.',
  },
  recordingLanguageMissing: { 'zh-CN': '请选择语音的语言。', en: 'Choose the language that is spoken.' },
  recordingTooLarge: {
    'zh-CN': '录音文件超过 {megabytes} MB。请存为 MP3 或 M4A，或者念短一些。',
    en: 'The file is larger than {megabytes} MB. Save it as MP3 or M4A, or make it shorter.',
  },
  recordingLong: { 'zh-CN': '录音超过{minutes}分钟。', en: 'The recording is longer than {minutes} minutes.' },
  recordingKind: {
    'zh-CN': '这个文件的内容不是可用的录音。可用 MP3、M4A（AAC）、OGG（Opus）、WAV。',
    en: 'The content of this file is no sound that can be used: MP3, M4A (AAC), OGG (Opus) or WAV.',
  },
  recordingVideo: {
    'zh-CN': '这是视频。请只录声音。',
    en: 'This is a video. Record the sound only.',
  },
  recordingCut: {
    'zh-CN': '录音文件不完整，可能没有传完。请重新上传或重新录。',
    en: 'The file is not complete; perhaps it was cut off on its way. Upload it again, or record again.',
  },
  recordingSilent: { 'zh-CN': '录音里没有声音。', en: 'There is no sound in the recording.' },
  recordingUnreadable: {
    'zh-CN': '录音文件已损坏，无法读取。',
    en: 'The file is broken and cannot be read.',
  },
} as const satisfies Catalogue;
