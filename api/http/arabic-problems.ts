/** Refusals in Arabic, for a caller who asks for them by Accept-Language: what happened, and what to do. */
import type { RefusedName } from '../../application/refused.ts';
import { arabicSentences } from './arabic-sentences.ts';
import type { Problem } from './problem.ts';

/** Of each problem its title, and the sentence that holds for it in general. */
const general: Record<RefusedName, [title: string, detail: string]> = {
  Malformed: ['طلب غير سليم', 'تعذّرت قراءة الطلب. تحققوا من صيغته ثم أعيدوا إرساله.'],
  InvalidQuery: ['معايير غير صحيحة', 'معايير الاستعلام غير صحيحة.'],
  NotSignedIn: ['تسجيل الدخول مطلوب', 'سجّلوا الدخول أولًا، أو أرسلوا الرمز السري للحالة.'],
  WrongCredentials: ['بيانات دخول غير صحيحة', 'اسم المستخدم أو كلمة المرور غير صحيح.'],
  SecondFactorNeeded: ['رمز التحقق الثاني مطلوب', 'أرسلوا رمز تطبيق المصادقة، أو أحد رموزكم الورقية، في الحقل code.'],
  Forbidden: ['غير مسموح', 'ليس لكم صلاحية هذا الإجراء.'],
  NotYourCase: ['الحالة ليست لديكم', 'هذا الإجراء لمن لديه الحالة فقط.'],
  SamePerson: ['الشخص نفسه', 'يجب أن يتخذ هذا الإجراء شخص آخر غير من أعدّ ما يُقرَّر فيه.'],
  NamedInCase: ['الحالة تتعلق بكم أو بمن ذُكر', 'لا يعمل على الحالة من تتعلق به.'],
  NotPointOfContact: ['ليس نقطة الاتصال', 'لا يتصل بالمانح إلا نقطة الاتصال المعتمدة، أو من وُوفق له.'],
  NotFound: ['غير موجود', 'لا يوجد هنا ما يمكنكم الاطلاع عليه.'],
  MethodNotAllowed: ['طريقة غير متاحة', 'لا يقبل هذا العنوان هذه الطريقة. تذكر الترويسة Allow الطرق المقبولة.'],
  TimedOut: ['انتهت المهلة', 'لم يكتمل وصول الطلب في الوقت المتاح. أعيدوا إرساله.'],
  NotAllowedNow: ['غير متاح الآن', 'هذا الإجراء غير متاح والحالة على وضعها الحالي.'],
  ReturnsExhausted: ['لا إعادة أخرى', 'أُعيد الطلب للاستكمال بقدر ما تسمح به السياسة.'],
  StaleBase: ['تغيّر السجل', 'تغيّر السجل منذ إعداد النموذج، ولم يُكتب شيء. راجعوا النموذج من جديد.'],
  NotPublished: ['لم يُنشر الإصدار', 'لم يُنشر شيء، وأُعيد الإصدار إلى من اقترحه ليعدّله.'],
  CalendarStands: ['التقويم منشور', 'نُشر هذا الإصدار من التقويم من قبل، والإصدار المنشور لا يتغير.'],
  ProgrammeStands: ['البرنامج موجود', 'يوجد برنامج بهذا الرمز.'],
  ContributionStands: ['المساهمة مسجلة', 'سُجلت مساهمة بهذا المرجع وببيانات أخرى.'],
  QuestionnaireStands: ['الاستبيان موجود', 'يوجد استبيان بهذا الاسم، أو بدأ العمل به فلا يتغير.'],
  AlreadyAnswered: ['أُجيب من قبل', 'وصلتنا إجابة بهذا الرابط من قبل، وهي التي تُحتسب.'],
  PaperFormStands: ['الاستمارة مدخلة', 'أُدخلت هذه الاستمارة من قبل.'],
  Incomplete: ['غير مكتمل', 'ينقص ما يلزم لهذا الإجراء.'],
  LinkExpired: ['انتهى الرابط', 'انتهت صلاحية هذا الرابط.'],
  CodeNeeded: [
    'رمز التحقق مطلوب',
    'يحتاج هذا الإجراء إلى رمز يُرسل إلى وسيلة الاتصال المسجلة في الطلب. اطلبوا الرمز ثم أرسلوه.',
  ],
  PasswordChangeNeeded: ['كلمة مرور جديدة مطلوبة', 'عيّنوا كلمة مرور خاصة بكم أولًا.'],
  EnrolmentNeeded: ['وسيلة تحقق ثانية مطلوبة', 'يحتاج دوركم إلى وسيلة تحقق ثانية. فعّلوها أولًا.'],
  CodeExpired: ['انتهى الرمز', 'انتهت صلاحية الرمز، أو جُرّب بقدر ما يُسمح به. اطلبوا رمزًا جديدًا.'],
  SurveyClosed: ['أُغلق الاستطلاع', 'انتهى وقت الإجابة عن هذا الاستطلاع.'],
  PreconditionFailed: ['تغيّر ما اطلعتم عليه', 'تغيّر ما تقررون فيه منذ اطلاعكم عليه. اطلعوا عليه من جديد ثم قرروا.'],
  TooLarge: ['أكبر من المسموح', 'حجم ما أُرسل أكبر من المسموح.'],
  Invalid: ['بيانات غير صحيحة', 'في البيانات المرسلة ما لا يصح. انظروا كل حقل على حدة.'],
  InFlight: ['الطلب قيد التنفيذ', 'يُنفَّذ الطلب نفسه الآن. أعيدوه بالمفتاح نفسه بعد قليل.'],
  KeyReused: ['المفتاح مستعمل', 'أُرسل هذا المفتاح من قبل مع طلب آخر. استعملوا مفتاحًا جديدًا.'],
  MalwareFound: ['ملف ضار', 'في الملف برنامج ضار، ولم يُحفظ.'],
  WrongCode: ['رمز غير صحيح', 'الرمز غير صحيح.'],
  IdempotencyKeyMissing: ['المفتاح مطلوب', 'أرسلوا الترويسة Idempotency-Key، وكرروها نفسها عند إعادة الطلب.'],
  IfMatchMissing: ['البصمة مطلوبة', 'أرسلوا في الترويسة If-Match بصمة ما توافقون عليه كما تظهر لكم.'],
  TooManyRequests: ['طلبات كثيرة', 'وصلتنا منكم طلبات كثيرة. انتظروا قليلًا ثم أعيدوا المحاولة.'],
  Internal: ['خطأ لدينا', 'حدث خطأ من جهتنا، وقد سُجّل.'],
  OutcomeUnknown: ['النتيجة غير معروفة', 'لم تُعرف نتيجة الطلب. أعيدوه بالمفتاح نفسه.'],
  Unavailable: ['غير متاح مؤقتًا', 'الخدمة غير متاحة الآن، ولم يُنفَّذ شيء. أعيدوا المحاولة بعد قليل.'],
};

/** The problem in Arabic. A sentence that has no counterpart of its own becomes the one that holds for its name. */
export function inArabic(problem: Problem): Problem {
  const name = problem.type.replace('/problems/', '') as RefusedName;
  const [title] = general[name];
  return {
    ...problem,
    title,
    detail: sentenceInArabic(name, problem.detail),
    ...(problem.errors
      ? { errors: problem.errors.map(({ path, message }) => ({ path, message: counterpart(message) ?? message })) }
      : {}),
  };
}

/** The sentence of a refusal in Arabic. One without a counterpart of its own becomes the one that holds for its name. */
export function sentenceInArabic(name: RefusedName, sentence: string): string {
  return counterpart(sentence) ?? general[name][1];
}

const patterns = arabicSentences.map(([english, arabic]) => ({ matcher: matcherOf(english), arabic }));

function matcherOf(english: string): RegExp {
  const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+)')}$`, 's');
}

/** The Arabic sentence with the same values in its gaps, or undefined. */
function counterpart(english: string): string | undefined {
  for (const { matcher, arabic } of patterns) {
    const found = matcher.exec(english);
    if (!found) continue;
    // A value may be a sentence itself: what stands in the way of a command.
    const values = found.slice(1).map((value) => counterpart(value) ?? value);
    return arabic.replace(/\{(\d)\}/g, (_, place: string) => values[Number(place)] ?? '');
  }
  return undefined;
}
