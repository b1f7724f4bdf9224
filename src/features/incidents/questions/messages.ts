/** Words of questions during an incident. */
export const questionMessages = {
  questions: { 'zh-CN': '公众提问', en: 'Questions' },
  question: { 'zh-CN': '问题', en: 'Question' },
  questionDay: { 'zh-CN': '提出日期', en: 'Asked on' },
  questionAnsweredAt: { 'zh-CN': '答复时间', en: 'Answered' },
  questionsLead: {
    'zh-CN': '提问不记名，只记日期。相同的问题合并后公开答复一次；不予答复的须选择理由，数量公开。',
    en: 'Asked without name; only the day is known. The same thing asked by several is answered once, publicly. What is declined needs a reason, and the count is public.',
  },
  questionsCounts: {
    'zh-CN': '收到 {received} 个，已答复 {answered} 个，待答复 {waiting} 个，不予答复 {declined} 个。',
    en: '{received} received, {answered} answered, {waiting} waiting, {declined} declined.',
  },
  questionsEndedN: {
    'zh-CN': '事件结束时另有 {n} 个未逐一答复。',
    en: '{n} more were not answered one by one before the end.',
  },
  questionsNone: { 'zh-CN': '没有待答复的问题', en: 'No question is waiting' },
  questionsNoneText: {
    'zh-CN': '家长可以在公开页面上提问，新问题会显示在这里。',
    en: 'Families ask on the public page; what they ask stands here.',
  },
  questionsWaiting: { 'zh-CN': '待答复', en: 'Waiting' },
  questionsChoose: { 'zh-CN': '选择要一起处理的问题', en: 'Choose those to be dealt with together' },
  questionAskedOn: { 'zh-CN': '{day} 提出', en: 'asked {day}' },
  questionsHow: { 'zh-CN': '怎样处理？', en: 'What becomes of them?' },
  questionsAnswer: { 'zh-CN': '公开答复', en: 'Answer them publicly' },
  questionsMerge: { 'zh-CN': '并入已有的答复', en: 'Answered already: merge' },
  questionsDecline: { 'zh-CN': '不予答复', en: 'Decline' },
  matterQuestion: { 'zh-CN': '问题（概括，不写任何人的姓名）', en: 'The question in your words (nobody’s name)' },
  matterAnswer: { 'zh-CN': '答复', en: 'Answer' },
  matterChosen: { 'zh-CN': '已有的答复', en: 'The answer' },
  declineReason: { 'zh-CN': '理由', en: 'Reason' },
  declined_other_matter: { 'zh-CN': '与此事件无关', en: 'not about this incident' },
  declined_personal: { 'zh-CN': '涉及个人信息', en: 'about a person' },
  declined_other_authority: { 'zh-CN': '属其他部门职责', en: 'for another authority' },
  declined_no_question: { 'zh-CN': '没有提出问题', en: 'no question' },
  declined_offensive: { 'zh-CN': '含辱骂内容', en: 'abusive' },
  declineHint: {
    'zh-CN': '内容随即删除，数量和理由公开显示。批评不是拒绝的理由。',
    en: 'The words are deleted at once; count and reason are public. Criticism is no reason.',
  },
  questionsAnswered: { 'zh-CN': '已公开的答复', en: 'Answered publicly' },
  answerCorrect: { 'zh-CN': '更正答复', en: 'Correct the answer' },
  answerCorrectLead: {
    'zh-CN': '公开页面会注明已更正和时间。',
    en: 'The public page says that it was corrected, and when.',
  },
  answerCorrectButton: { 'zh-CN': '公布更正', en: 'Publish the correction' },
  matterAsked: { 'zh-CN': '{n} 人问过', en: 'asked {n, plural, one {once} other {# times}}' },

  askTitle: { 'zh-CN': '提问', en: 'Ask a question' },
  askLead: {
    'zh-CN': '答复会公开显示在突发事件信息页上，所有人都能看到。相同的问题只答复一次。',
    en: 'The answer stands on the public page, where everybody sees it. The same question is answered once.',
  },
  askHint: {
    'zh-CN':
      '不记录姓名、电话、网络地址或设备，只记日期，因此无法单独回复您。请不要写任何人的姓名或住址。最多 {n} 字。',
    en: 'No name, number, network address or device is kept, only the day; so nobody can answer you alone. Leave out names and addresses. At most {n} characters.',
  },
  askText: { 'zh-CN': '您的问题', en: 'Your question' },
  askSend: { 'zh-CN': '提交问题', en: 'Send the question' },
  askThanks: { 'zh-CN': '问题已收到', en: 'Your question was received' },
  askThanksText: {
    'zh-CN': '请在突发事件信息页查看答复。',
    en: 'Look for the answer on the page of the incident.',
  },
  askOver: { 'zh-CN': '此事件已结束，不再接受提问', en: 'This incident is over; questions are closed' },
  askOverText: {
    'zh-CN': '已公布的答复仍可查看。其他问题请联系学校。',
    en: 'Answers that were given stay. For anything else, ask the school.',
  },
  askToPage: { 'zh-CN': '事件信息和全部答复', en: 'The incident, with all answers' },
  askBusy: { 'zh-CN': '提问太频繁，请十分钟后再试', en: 'Too many questions: try again in ten minutes' },

  statusQuestions: { 'zh-CN': '问与答', en: 'Questions and answers' },
  statusAsk: { 'zh-CN': '提出问题（不记名）', en: 'Ask a question (without your name)' },
  statusAskHint: {
    'zh-CN': '提问页面需要主系统运行；打不开时请稍后再试。',
    en: 'Asking needs the main service; if it does not open, try again later.',
  },
  statusAnsweredAt: { 'zh-CN': '答复于 {when}', en: 'Answered {when}' },
  statusCorrectedAt: { 'zh-CN': '更正于 {when}', en: 'Corrected {when}' },
  statusDeclined: { 'zh-CN': '不予答复：{reasons}', en: 'Declined: {reasons}' },
  statusDeclinedReason: { 'zh-CN': '{reason} {n} 个', en: '{n} {reason}' },
  statusLastWord: {
    'zh-CN': '{n} 个问题在事件结束前未能逐一答复。事件已结束，请以上面的最后通报为准；仍有疑问请联系学校。',
    en: '{n, plural, one {One question was} other {# questions were}} not answered one by one before the end. The incident is over: the last update above is the answer; for anything else, ask the school.',
  },
  statusAllAnswers: { 'zh-CN': '查看全部 {n} 条答复', en: 'All {n} answers' },

  sort_question_answered: { 'zh-CN': '公开答复问题', en: 'Question answered' },
  sort_answer_corrected: { 'zh-CN': '更正公开答复', en: 'Answer corrected' },
  waitQuestions: {
    'zh-CN': '{n} 个公众提问待答复',
    en: '{n, plural, one {one question} other {# questions}} waiting',
  },

  questionMissing: { 'zh-CN': '请写下您的问题', en: 'Write your question' },
  questionsOver: { 'zh-CN': '事件已结束，不再接受提问', en: 'The incident is over' },
  questionsFull: {
    'zh-CN': '等待答复的问题很多，请先查看已公布的答复，稍后再提问',
    en: 'Very many questions are waiting: look at the answers first, and ask later',
  },
  questionsNoneChosen: { 'zh-CN': '请选择问题', en: 'Choose a question' },
  questionsMoved: {
    'zh-CN': '其中有问题已由他人处理，请重新选择',
    en: 'Somebody else has dealt with one of them: choose again',
  },
  matterMissing: { 'zh-CN': '请概括问题', en: 'Write the question' },
  answerMissing: { 'zh-CN': '请写答复', en: 'Write the answer' },
  matterEnglish: {
    'zh-CN': '英文的问题和答复须同时填写或同时留空',
    en: 'Question and answer in English: both, or neither',
  },
  matterChoose: { 'zh-CN': '请选择已有的答复', en: 'Choose the answer' },
  declineReasonMissing: { 'zh-CN': '请选择理由', en: 'Choose the reason' },
  answerMoved: {
    'zh-CN': '其间有人更正了此答复，请核对后再提交',
    en: 'Somebody has corrected it meanwhile: look at it and send again',
  },
} as const;
