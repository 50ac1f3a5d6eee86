import { fieldTable } from './table.js';

/** Codes of single fields, in `errors`. */
export const fieldTexts = fieldTable(`
field.required | 此项必填。 | This field is required.
field.unknown | 不支持此项。 | This field is not known.
field.type | 格式不正确。 | The value has the wrong form.
field.conflict | 与另一项矛盾。 | This field contradicts another.
field.not-editable | 此项不可修改。 | This field cannot be changed.
cursor.invalid | 分页游标无效。 | The cursor belongs to another list.
branch.unknown | 没有这个营业部。 | There is no such branch.
account-type.unknown | 没有这种账户类型。 | There is no such account type.
validity.start-in-future | 起始日期不能晚于今天。 | The start lies in the future.
validity.not-after-start | 截止日期须晚于起始日期。 | The end must be after the start.
validity.expired | 证件已过期。 | The card has expired.
validity.out-of-range | 日期超出范围。 | The date is out of range.
validity.before-birth | 起始日期不能早于出生日期。 | The start lies before the birth.
validity.long-term-conflict | 长期有效与截止日期矛盾。 | Long-term contradicts the end date.
validity.term-mismatch | 截止日期与有效期限不符。 | The end does not agree with the term.
phone.shape | 电话号码格式不正确。 | This is no phone number.
postcode.shape | 邮政编码须为 6 位数字。 | A postcode has 6 digits.
email.shape | 电子邮箱格式不正确。 | This is no e-mail address.
address.length | 地址须为 3 至 50 个字符。 | An address has 3 to 50 characters.
region.unknown | 没有这个地区。 | There is no such region.
region.inactive | 该地区编码已停用，请按现行行政区划重新选择。 | This region no longer exists under this code. Choose again.
region.mismatch | 城市不属于所选省份。 | The city does not belong to the province.
education.unknown | 没有这种学历。 | There is no such education.
occupation.unknown | 没有这种职业。 | There is no such occupation.
occupation.inactive | 该职业已停用，请重新选择。 | This occupation is no longer used. Choose another.
name.length | 姓名长度超出限制。 | The name is too long.
name.shape | 姓名须为 2 至 50 个汉字。 | A name has 2 to 50 Han characters.
id.empty | 请输入证件号码。 | Enter the ID number.
id.first-generation | 一代身份证已停用，请使用二代身份证。 | First-generation cards are void.
id.shape | 证件号码须为 18 位。 | An ID number has 18 characters.
id.province | 证件号码地区有误。 | The ID number's province does not exist.
id.not-mainland-resident | 仅支持居民身份证。 | Only resident ID cards are accepted.
id.date | 证件号码中的出生日期有误。 | The ID number's date does not exist.
id.checksum | 证件号码有误，请核对。 | The ID number's check character is wrong.
username.shape | 用户名须为 6 至 20 位，以字母开头，可含字母、数字和下划线。 | A username has 6 to 20 letters, digits or underscores and starts with a letter.
password.length | 密码须为 8 至 16 位。 | A password has 8 to 16 characters.
password.characters | 密码只能含数字、字母和符号。 | Only digits, letters and symbols are allowed.
password.kinds | 密码须含数字、字母、符号中的两种以上。 | Use at least two of digits, letters and symbols.
password.personal | 密码不能是常见密码，也不能包含用户名、手机号或证件号码后六位。 | A password must not be a common one, nor contain username, mobile or the end of the ID number.
password.unchanged | 新密码不能与原密码相同。 | The new password is the old one.
password.confirmation | 两次输入的密码不一致。 | The two passwords differ.
certificate-password.shape | 数字证书密码须为 6 至 8 位数字。 | A certificate password has 6 to 8 digits.
certificate-password.guessable | 数字证书密码过于简单。 | The certificate password is too easy to guess.
`);
