/** What a manifest of a test says; anything left out is as a good package has it. */
export interface ManifestParts {
  head?: string;
  metadata?: string;
  organizations?: string;
  items?: string;
  resources?: string;
  attributes?: string;
}

const NAMESPACES = {
  '1.2':
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
  '2004':
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" ' +
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"',
};
const VERSIONS = { '1.2': '1.2', '2004': '2004 4th Edition' };

/** An imsmanifest.xml. */
export function manifest(standard: '1.2' | '2004', parts: ManifestParts = {}): string {
  const {
    head = '<?xml version="1.0" encoding="UTF-8"?>',
    metadata = `<metadata><schema>ADL SCORM</schema><schemaversion>${VERSIONS[standard]}</schemaversion></metadata>`,
    items = '<item identifier="i1" identifierref="r1"><title>Bài một</title></item>',
    organizations = `<organizations default="o1"><organization identifier="o1"><title>Nhận biết</title>${items}</organization></organizations>`,
    resources = resource('r1', 'index.html', standard),
    attributes = '',
  } = parts;
  return (
    `${head}<manifest identifier="m1" ${NAMESPACES[standard]} ${attributes}>${metadata}${organizations}` +
    `<resources>${resources}</resources></manifest>`
  );
}

/** A resource; its type is written as the standard wants it. */
export function resource(id: string, href: string, standard: '1.2' | '2004' = '1.2', more = ''): string {
  const type = standard === '1.2' ? 'scormtype' : 'scormType';
  return `<resource identifier="${id}" type="webcontent" adlcp:${type}="sco" href="${href}" ${more}><file href="${href}"/></resource>`;
}
