/** A customer of company 0038 as the company's system would import her. The names and numbers are the manual's. */
export const customer = {
  name: '测试0033',
  idNumber: '410101199508130033',
  idAddress: '上海市浦东新区华鹏路300号',
  validity: { start: '2020-03-18', end: '2040-03-18' },
  contactMobile: '15521234995',
  contactPhone: '15521234995',
  branchCode: '001',
  other: {
    provinceCode: '310000',
    cityCode: '310115',
    address: '上海市浦东新区华鹏路300号',
    postcode: '518000',
    education: '1',
    occupation: '1200',
    clientManager: '张三',
    intermediary: '李四',
  },
  accountTypes: ['futuresBrokerage'],
  status: 'active' as const,
};

export const companyCode = '0038';
export const customerNumber = '00380001';
export const accountType = 'futuresBrokerage';
