/** Headers of downloads and of translated sheets, by the language that they are in. None of them is English. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  German: [
    "Kampagne|Kampagnenname|Kampagnen-ID|Kampagnenstatus|Kampagnentyp|Status der Kampagne",
    "Anzeigengruppe|Anzeigengruppen-ID|Anzeigengruppenstatus|Status der Anzeigengruppe",
    "Suchkeyword|Suchbegriff|Suchwort|Keyword-ID|Keyword-Status|Keyword-Option|Übereinstimmungstyp",
    "Finale URL|Anzeigentitel 1|Beschreibung 1|Textzeile 1|Anzeigentyp|Standard-Max.-CPC|Standard-max. CPC",
    "Gebotsstrategie|Tagesbudget|Währungscode|Klicks|Impressionen|Kosten|Qualitätsfaktor",
  ],
  French: [
    "Campagne|Nom de la campagne|ID de la campagne|État de la campagne|Type de campagne",
    "Groupe d'annonces|Nom du groupe|ID du groupe d'annonces|État du groupe d'annonces",
    "Mot clé|Mot-clé|État du mot clé|Type de correspondance|Terme de recherche",
    "URL finale|Titre 1|CPC max.|Stratégie d'enchères|Budget quotidien|Étiquettes",
    "État|Statut|Clics|Coût|Code de la devise",
  ],
  Spanish: [
    "Campaña|Estado de la campaña|Tipo de campaña|ID de campaña|Nombre de la campaña",
    "Grupo de anuncios|Estado del grupo de anuncios|ID del grupo de anuncios",
    "Palabra clave|Palabra clave de búsqueda|Estado de palabras clave|Estado de la palabra clave",
    "Tipo de concordancia|Término de búsqueda|Título 1|Descripción 1|Tipo de anuncio|URL final",
    "Presupuesto|Estado|Motivos del estado|Código de moneda|Clics|Costo|Coste|Conversiones",
  ],
  Portuguese: [
    "Campanha|Status da campanha|Estado da campanha|Tipo de campanha|ID da campanha",
    "Grupo de anúncios|Status do grupo de anúncios|ID do grupo de anúncios",
    "Palavra-chave|Status da palavra-chave|ID da palavra-chave|Pesquisar palavra-chave",
    "Tipo de corresp.|Tipo de correspondência|Termo de pesquisa|Título 1|Descrição 1|URL final",
    "Orçamento|Motivos do status|Código da moeda|Cliques|Custo|Conversões|Impressões|CPC máx.",
  ],
  Italian: [
    "Campagna|Stato della campagna|Tipo di campagna|Gruppo di annunci|Stato del gruppo di annunci",
    "Parola chiave|Stato parola chiave|Tipo di corrispondenza|Termine di ricerca|URL finale",
    "Codice valuta|Impressioni|Clic|Costo|Punteggio di qualità|Conversioni",
  ],
  Dutch: [
    "Campagne|Campagnestatus|Advertentiegroep|Zoekwoord|Zoekwoordstatus|Zoekterm",
    "Opties voor zoekwoorden|Uiteindelijke URL|Dagelijks budget|Valutacode",
    "Aantal klikken|Klikken|Vertoningen|Conversies|Kosten|Kwaliteitsscore",
  ],
  Japanese: [
    "キャンペーン|キャンペーン ID|キャンペーンのステータス|キャンペーン タイプ|広告グループ|広告グループ ID",
    "キーワード|検索キーワード|キーワード ID|マッチタイプ|検索語句|最終ページ URL|上限クリック単価",
    "ステータス|ステータスの理由|通貨コード|予算|クリック数|表示回数|費用|コンバージョン",
  ],
};

const BY_LANGUAGE: readonly (readonly [language: string, headers: ReadonlySet<string>])[] =
  Object.entries(HEADERS).map(([language, lines]) => [
    language,
    new Set(lines.flatMap((line) => line.split("|")).map(keyOf)),
  ]);

/** The language of a header, if it is not English, and its cells in that language; null if it cannot be told. */
export function languageOf(
  headers: readonly string[],
): { readonly language: string; readonly headers: readonly string[] } | null {
  const [best] = BY_LANGUAGE.map(([language, known]) => ({
    language,
    headers: headers.filter((header) => known.has(keyOf(header))),
  })).toSorted((a, b) => b.headers.length - a.headers.length);
  return best === undefined || best.headers.length < 2 ? null : best;
}

function keyOf(header: string): string {
  return header
    .normalize("NFC")
    .trim()
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[\s\u00A0]+/g, " ");
}
