/** For what the demo's district asks consent. */
const photographs = {
  'zh-CN': {
    name: '在学校网站和公众号发布活动照片',
    data: '照片、班级（不含姓名）',
    necessity: '向家长和社会介绍学校活动。',
    effect: '照片公开后可能被他人保存。不同意的，不拍摄或不发布，不影响孩子参加活动。',
  },
  en: {
    name: 'Pictures of school events on the web site',
    data: 'Picture and class, no name',
    necessity: 'To show families and the public what the school does.',
    effect:
      'Others may keep a picture that was public. If you refuse, your child is not shown, and still takes part in everything.',
  },
};

const works = {
  'zh-CN': {
    name: '在校报刊登学生作文和图画',
    data: '作品、姓名、班级',
    necessity: '署名刊登，尊重作者。',
    effect: '校报会分发给全校家庭。不同意的，作品不刊登，不影响评价。',
  },
  en: {
    name: 'Compositions and drawings in the school paper',
    data: 'The work, name and class',
    necessity: 'A work is printed under its author’s name.',
    effect: 'The paper goes to all families of the school. If you refuse, nothing is printed, and marks do not change.',
  },
};

export const consentPurposes = [photographs, works];
