import type { OpenedRequest } from '../../../domain/profile-change-request/state.js';
import { hour, type Instant, plus } from '../../../domain/shared/instant.js';
import { maskIdNumber, maskName } from '../../../domain/shared/mask.js';
import type { Agent } from '../../../domain/video-verification/events.js';
import type { Issued } from '../../futures/certificate/signing-certificates.js';
import type { StoredEvent } from '../../ports/event-store.js';
import { escapeHtml } from '../../shared/html.js';
import { type EvidenceFile, textFile } from './archive.js';
import type { CertificateStanding } from './certificate-files.js';
import type { ShownValue } from './disclosures.js';
import { pathOfEvent } from './event-files.js';
import type { SignedDocument } from './signed-documents.js';
import { nameOfStep } from './step-names.js';

/** A verification that was passed, with what the customer was shown of the agent (F26). */
export interface PassedVerification {
  readonly verificationId: string;
  /** Of the event that says so. */
  readonly path: string;
  readonly agent: Agent;
  readonly recordingReference: string | null;
  readonly passedAt: Instant;
}

export interface Completion {
  readonly changeRequestId: string;
  readonly exportedAt: Instant;
  readonly companyName: string;
  readonly request: OpenedRequest;
  readonly documents: readonly SignedDocument[];
  readonly certificates: readonly Issued[];
  readonly standings: readonly CertificateStanding[];
  readonly verifications: readonly PassedVerification[];
  /** Personal values, and what proves them. */
  readonly shown: readonly ShownValue[];
  /** In the order of the archive. */
  readonly events: readonly StoredEvent[];
  /** By when all of them stood in the log, as a time-stamping authority says. */
  readonly stampedAt: Instant | undefined;
}

/** The certificate of completion: what a request came to, for people, in Chinese and English. It loads and runs nothing. */
export const certificatePage = (completion: Completion): EvidenceFile =>
  textFile(
    'certificate.html',
    `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>完成证明 Certificate of completion</title>
<style>
html { background: #fff; color-scheme: light; }
body { margin: 0 auto; max-width: 60em; padding: 1em; color: #1a1a1a; font: 15px/1.6 sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4em; text-align: center; }
h2 { font-size: 1.1em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #666; padding: .3em .6em; text-align: left; vertical-align: top; }
th { background: #f2f2f2; font-weight: 600; }
@page { size: A4; margin: 2cm; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } thead { display: table-header-group; } tr { break-inside: avoid; } }
</style>
</head>
<body>
<h1>完成证明<br>Certificate of completion</h1>
${who(completion)}
${signatures(completion)}
${certificatesOf(completion)}
${verificationsOf(completion)}
${steps(completion)}
${proof(completion)}
</body>
</html>
`,
  );

const who = ({ changeRequestId, exportedAt, companyName, request, shown }: Completion): string => {
  const { idFront, idBack } = request.photos;
  const digest = (photo: typeof idFront) => (photo.state === 'missing' ? '—' : photo.sha256);
  return pairs('申请 Request', [
    ['期货公司 Company', companyName],
    ['客户 Customer', `${maskName(request.name)}${provedBy(shown, 'name')}`],
    ['身份证号 ID number', `${maskIdNumber(request.idNumber)}${provedBy(shown, 'idNumber')}`],
    ['身份证人像面照片 Photo of the ID card, front (SHA-256)', digest(idFront)],
    ['身份证国徽面照片 Photo of the ID card, back (SHA-256)', digest(idBack)],
    ['申请编号 Request', changeRequestId],
    ['变更类别 Kind', request.kind],
    ['状态 Status', request.status],
    ['导出时间 Exported', time(exportedAt)],
  ]);
};

/** What proves a value that is shown; nothing where it was erased. */
const provedBy = (shown: readonly ShownValue[], field: string, path?: string): string => {
  const found = shown.find((each) => each.field === field && (path === undefined || each.path === path));
  if (!found) return '';
  return found.disclosure === undefined ? notProvable : `（${found.path} 可证明 provable）`;
};
const notProvable = '（由服务显示，不可证明 shown by the service, not provable）';

const signatures = ({ documents, certificates }: Completion): string =>
  table(
    '签署 Signatures',
    ['文件 Document', 'SHA-256', '签署时间 Signed', '证书 Certificate', '设备 Device'],
    documents.map(({ documentId, version, sha256, signedAt, certificateSerial, bytes }) => [
      `${documentId}, ${version}${states[bytes]}`,
      sha256,
      time(signedAt),
      certificateSerial,
      certificates.find(({ serial }) => serial === certificateSerial)?.device ?? '—',
    ]),
  );

const states: { readonly [B in SignedDocument['bytes']]: string } = {
  kept: '',
  erased: '（已删除 erased）',
  missing: '（缺失 missing）',
};

const certificatesOf = ({ certificates, standings }: Completion): string =>
  table(
    '数字证书 Certificates',
    [
      '序列号 Serial',
      '签发 Issued',
      '有效期至 Valid until',
      '签署时状态 At the signatures',
      '导出时状态 At the export',
    ],
    certificates.map(({ serial, issuedAt, notAfter }) => {
      const standing = standings.find((each) => each.serial === serial);
      const then = [...new Set(standing?.signings.map(({ state }) => state))];
      return [serial, time(issuedAt), time(notAfter), then.join(), standing?.state ?? '—'];
    }),
  );

const verificationsOf = ({ verifications, shown }: Completion): string =>
  table(
    '视频见证 Video verifications',
    ['见证人 Agent', '执业编号 Licence', '通过时间 Passed', '录像 Recording', '编号 Id'],
    verifications.map(({ agent, passedAt, recordingReference, verificationId, path }) => [
      `${agent.name ?? erasedAgent}${provedBy(shown, 'agent', path)}`,
      agent.licenceNumber ?? erasedAgent,
      time(passedAt),
      recordingReference ?? '—',
      verificationId,
    ]),
  );

/** An agent that was erased with the customer is a text in place of the record. */
const erasedAgent = '[erased]';

const steps = ({ events }: Completion): string =>
  table(
    '经过 Steps',
    ['时间 Time', '事项 What', '由 By', '设备 Device', '记录 Fact'],
    events.map(({ type, metadata: { at, actor, device } }, n) => [
      time(at),
      nameOfStep(type).join(' '),
      `${actor.kind} ${actor.id}`,
      device ?? '—',
      pathOfEvent(n),
    ]),
  );

const proof = ({ stampedAt }: Completion): string => `<h2>证明力 What is proved</h2>
<p>时间、设备、签名、证书与各步骤来自本档案 events/ 中的记录，可用 verify.sh 或 verify.mjs 离线验证。姓名、身份证号与见证人在记录中是加密的，此处由服务解密并部分隐去后显示；注明记录编号的，其原值载于 disclosures.json，可由该记录中的摘要证明；注明不可证明的，仅为服务所示。时间为服务自身的时间。${stampedAt ? `时间戳机构证明：以上各项在 ${time(stampedAt)} 之前已存在。` : ''}</p>
<p>Times, devices, signatures, certificates and steps stand in the facts below events/, which verify.sh and verify.mjs verify offline. Name, ID number and agent are encrypted in the facts: the service shows them here, in part. Where a fact is named beside them, disclosures.json has the value as a whole, and the digest in that fact proves it; where it says not provable, the service shows it and nothing proves it. Times are the service’s own word.${stampedAt ? ` A time-stamping authority says that all of this existed by ${time(stampedAt)}.` : ''}</p>`;

const time = (instant: Instant): string =>
  `${plus(instant, 8 * hour)
    .slice(0, 19)
    .replace('T', ' ')} +08:00`;

const pairs = (title: string, rows: readonly (readonly [string, string])[]): string =>
  `<h2>${title}</h2>\n<table>\n<tbody>\n${rows.map(([name, text]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(text)}</td></tr>`).join('\n')}\n</tbody>\n</table>`;

const table = (title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const head = heads.map((each) => `<th scope="col">${escapeHtml(each)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`);
  return `<h2>${title}</h2>\n<table>\n<thead>\n<tr>${head}</tr>\n</thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
};
