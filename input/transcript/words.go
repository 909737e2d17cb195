package transcript

import "strings"

// The words by which transcripts name who speaks, in lower case. Each table holds all
// languages that assay reads, a line each: en; de; fr; es; pt; it; ru; el; fi; id; ja;
// ko; zh; la; sa. A label must be one of the words alone, except for roles of
// officers, analysts and journalists, which may stand beside a name.

// part is what a speaker does in a transcript.
type part uint8

const (
	unknown part = iota
	officer
	answer
	question
	operator
	moderator
	journalist
	analyst
	audience
)

// outside reports whether the part is of nobody who speaks for the company.
func (p part) outside() bool { return p >= question }

// role is the English name of a part, for reports.
func (p part) role() string {
	return [...]string{"", "", "", "questioner", "operator", "moderator", "journalist", "analyst", "audience"}[p]
}

// labels are words that stand for a speaker without a name.
var labels = table(map[part][]string{
	officer: {
		"ceo", "cfo", "coo", "cto", "chief executive", "chief executive officer", "chief financial officer", "chief operating officer", "chief technology officer", "finance chief", "management", "investor relations",
		"vorstandschef", "vorstandschefin", "vorstandsvorsitzender", "vorstandsvorsitzende", "finanzvorstand", "finanzvorständin", "finanzchef", "finanzchefin", "konzernchef", "konzernchefin", "vorstand",
		"pdg", "directeur général", "directrice générale", "directeur financier", "directrice financière", "direction", "consejero delegado", "consejera delegada", "director financiero", "directora financiera", "director general", "directora general",
		"presidente-executivo", "presidente executivo", "diretor financeiro", "diretora financeira", "diretor-presidente", "amministratore delegato", "amministratrice delegata", "direttore finanziario", "direttrice finanziaria", "direttore generale",
		"генеральный директор", "финансовый директор", "гендиректор", "финдиректор", "διευθύνων σύμβουλος", "διευθύνουσα σύμβουλος", "οικονομικός διευθυντής", "οικονομική διευθύντρια", "toimitusjohtaja", "talousjohtaja",
		"direktur utama", "direktur keuangan", "最高経営責任者", "最高財務責任者", "社長", "会長", "会社側", "최고경영자", "최고재무책임자", "대표이사", "首席执行官", "首席财务官", "首席執行官", "首席財務官", "执行长", "執行長", "财务长", "財務長", "总裁", "總裁", "管理层", "管理層",
		"praeses", "rector pecuniae", "अध्यक्षः", "मुख्यकार्यकारी", "वित्ताधिकारी",
	},
	question: {
		"q", "question", "frage", "f", "pregunta", "p", "pergunta", "domanda", "d", "вопрос", "в", "ερώτηση", "ερ", "ε", "kysymys", "k",
		"tanya", "pertanyaan", "t", "問", "質問", "質問者", "질문", "문", "问", "提问", "提問", "quaestio", "interrogatio", "प्रश्नः", "प्रश्न",
	},
	answer: {
		"a", "answer", "antwort", "réponse", "r", "respuesta", "resposta", "risposta", "ответ", "о", "απάντηση", "απ", "α", "vastaus", "v",
		"jawab", "jawaban", "j", "答", "回答", "回答者", "답", "답변", "대답", "responsum", "responsio", "उत्तरम्", "उत्तर",
	},
	operator: {
		"operator", "conference operator", "conference call operator", "coordinator", "operatorin", "opérateur", "opératrice", "l'opérateur", "l’opérateur",
		"operador", "operadora", "operatore", "operatrice", "оператор", "χειριστής", "τηλεφωνήτρια", "operaattori",
		"オペレーター", "オペレータ", "오퍼레이터", "교환원", "操作员", "接线员", "接線生", "操作員",
	},
	moderator: {
		"moderator", "host", "interviewer", "facilitator", "anchor", "moderatorin", "interviewerin", "redaktion", "modérateur", "modératrice", "animateur",
		"animatrice", "intervieweur", "moderador", "moderadora", "entrevistador", "entrevistadora", "presentador", "presentadora",
		"apresentador", "apresentadora", "moderatore", "moderatrice", "intervistatore", "intervistatrice", "conduttore", "conduttrice", "ведущий", "ведущая",
		"модератор", "интервьюер", "συντονιστής", "συντονίστρια", "παρουσιαστής", "παρουσιάστρια", "moderaattori", "haastattelija", "juontaja",
		"pewawancara", "pembawa acara", "司会者", "司会", "聞き手", "インタビュアー", "사회자", "진행자", "인터뷰어", "主持人", "采访者", "interrogator", "सञ्चालकः", "प्रस्तोता",
	},
	journalist: {
		"journalist", "reporter", "journalistin", "reporterin", "journaliste", "periodista", "reportero", "reportera", "jornalista", "repórter",
		"giornalista", "журналист", "журналистка", "корреспондент", "δημοσιογράφος", "toimittaja", "wartawan", "jurnalis", "記者", "報道陣", "기자", "记者",
		"diurnarius", "पत्रकारः", "वार्ताहरः",
	},
	analyst: {
		"analyst", "unidentified analyst", "economist", "analystin", "analyste", "analista", "аналитик", "αναλυτής", "αναλύτρια", "analyytikko", "analis",
		"アナリスト", "애널리스트", "分析师", "分析師", "विश्लेषकः",
	},
	audience: {
		"shareholder", "audience", "question from the audience", "frage aus dem publikum", "вопрос из зала", "audience member", "participant", "unidentified participant", "investor", "aktionär", "aktionärin", "actionnaire",
		"accionista", "acionista", "azionista", "акционер", "μέτοχος", "osakkeenomistaja", "pemegang saham", "株主", "주주", "股东", "股東", "投资者", "投資家",
	},
})

// officers begin words for people of the company, longer ones before those they end
// in. Those of scripts without blanks may stand anywhere in a label.
var officers = []string{
	"chief", "ceo", "cfo", "coo", "cto", "president", "chair", "director", "officer", "investor relations", "treasurer", "founder", "co-founder", "secretary", "head of", "evp", "svp", "vp", "general counsel", "controller",
	"vorstand", "vorsitzende", "finanzvorstand", "finanzchef", "konzernchef", "geschäftsführer", "aufsichtsrat", "sprecher", "gründer",
	"pdg", "président", "directeur", "directrice", "fondateur", "presidente", "director", "directora", "consejero delegado", "consejera delegada",
	"diretor", "diretora", "amministratore", "amministratrice", "direttore", "direttrice", "генеральный", "генерального", "директор", "президент", "председатель",
	"διευθύνων", "διευθύνουσα", "πρόεδρος", "διευθυντής", "διευθύντρια", "toimitusjohtaja", "talousjohtaja", "johtaja", "direktur", "presiden", "komisaris",
	"代表取締役社長", "副社長", "副会長", "社長", "会長", "取締役", "役員", "最高経営責任者", "最高財務責任者", "専務", "常務", "부사장", "부회장", "대표이사", "대표", "사장", "회장", "전무", "최고경영자", "최고재무책임자",
	"首席执行官", "首席财务官", "首席", "副总裁", "总裁", "董事长", "董事", "总经理", "總裁", "總經理", "财务总监", "財務長", "执行长", "執行長", "创始人",
	"praeses", "rector", "अध्यक्षः", "निदेशकः", "मुख्यकार्यकारी",
}

// companyRosters and outsideRosters head the list of those who speak for the company,
// and of the others; mixedRosters list both.
var (
	companyRosters = set("company participants", "corporate participants", "executives", "company representatives", "management", "unternehmensteilnehmer", "vertreter des unternehmens", "participants de la société", "participantes de la compañía", "participantes da companhia", "partecipanti della società", "участники от компании", "εκπρόσωποι της εταιρείας", "yhtiön edustajat", "peserta perusahaan", "会社側出席者", "登壇者", "회사 측 참석자", "公司与会者", "公司代表")
	outsideRosters = set("conference call participants", "analysts", "analyst participants", "other participants", "analysten", "analystes", "analistas", "analisti", "аналитики", "αναλυτές", "analyytikot", "analis", "アナリスト参加者", "애널리스트 참석자", "电话会议与会者")
	mixedRosters   = set("call participants", "participants", "teilnehmer", "intervenants", "participantes", "partecipanti", "участники", "συμμετέχοντες", "osallistujat", "peserta", "出席者", "참석자", "与会者")
)

// sections head the parts of a call. Each is a sign that a text is one.
var sections = set("prepared remarks", "questions and answers", "questions & answers", "question-and-answer session", "question and answer session", "q&a session", "q&a", "presentation", "contents", "management discussion section",
	"question and answer section", "fragerunde", "fragen und antworten", "questions et réponses", "questions-réponses", "preguntas y respuestas", "perguntas e respostas", "domande e risposte", "вопросы и ответы", "ερωτήσεις και απαντήσεις",
	"kysymykset ja vastaukset", "tanya jawab", "sesi tanya jawab", "質疑応答", "질의응답", "问答环节", "問答環節")

// stages stand in what nobody says: "[Operator Instructions]".
var stages = []string{"operator instruction", "technical difficulty", "foreign language", "anweisungen des operators", "instructions de l'opérateur", "instrucciones del operador", "instruções do operador", "istruzioni dell'operatore", "инструкции оператора", "オペレーターの指示", "操作员指示", "교환원 안내"}

// spoken are words of people who talk to each other, and that reports in columns of
// labels and figures do not have. They are looked up as whole words; those with a
// capital are common words without it.
var spoken = set("I", "we", "you", "our", "my", "us", "your", "i'm", "we're", "i’m", "we’re", "we've", "thank", "thanks", "yes", "hi", "hello", "let's",
	"ich", "wir", "Sie", "uns", "unser", "unsere", "unserer", "unseren", "Ihre", "Ihren", "Ihnen", "mir", "mich", "danke", "ja",
	"je", "j'ai", "j’ai", "nous", "vous", "notre", "nos", "votre", "vos", "merci", "oui",
	"yo", "nosotros", "nuestro", "nuestra", "nuestros", "usted", "ustedes", "gracias", "sí", "tenemos", "estamos", "hemos", "creo", "vamos", "esperamos", "nos",
	"eu", "nós", "nosso", "nossa", "você", "vocês", "senhor", "senhora", "obrigado", "obrigada", "sim", "temos", "acredito",
	"io", "noi", "nostro", "nostra", "nostri", "lei", "voi", "grazie", "abbiamo", "siamo", "crediamo", "prevediamo",
	"я", "мы", "вы", "наш", "наша", "наши", "нас", "нам", "вас", "вам", "спасибо", "да", "ваш", "ваша", "ваши", "нашей", "мне",
	"εγώ", "εμείς", "μας", "σας", "εσείς", "ευχαριστώ", "ευχαριστούμε", "ναι", "μου",
	"minä", "meidän", "teidän", "meillä", "teillä", "kiitos", "kyllä", "minun", "olemme", "uskon",
	"saya", "kami", "kita", "anda", "bapak", "ibu", "terima",
	"ego", "nos", "vos", "noster", "nostra", "vester", "vestra", "gratias", "nobis", "vobis", "mihi",
	"अहम्", "वयम्", "भवान्", "भवन्तः", "भवतः", "अस्माकम्", "अस्माकं", "धन्यवादः", "आम्", "वयं", "अहं", "मम")

// spokenSigns are such words in scripts without blanks or with endings glued on.
var spokenSigns = []string{"ます", "です", "でしょう", "弊社", "当社", "我々", "私", "ください", "我们", "我們", "我", "您", "你", "谢谢", "謝謝", "습니다", "습니까", "저희", "우리", "저는", "입니다", "까요", "세요", "지요", "죠"}

// particles are the small words inside names.
var particles = set("de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "zu", "bin", "al", "el", "y", "e", "af", "och")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

func table(by map[part][]string) map[string]part {
	m := map[string]part{}
	for p := officer; p <= audience; p++ {
		for _, w := range by[p] {
			if m[w] == unknown {
				m[w] = p
			}
		}
	}
	return m
}

// partIn is the part that the words of a role say: "Jefferies, Analyst".
func partIn(role string) part {
	low := strings.ToLower(role)
	for field := range strings.FieldsFuncSeq(low, func(r rune) bool { return strings.ContainsRune(" ,;-–—/()（）・", r) }) {
		if p := labels[field]; p >= operator && p != audience {
			return p
		}
	}
	if isOfficer(low) {
		return officer
	}
	return unknown
}

func isOfficer(low string) bool {
	for _, w := range officers {
		for at := 0; ; {
			i := strings.Index(low[at:], w)
			if i < 0 {
				break
			}
			at += i
			if at == 0 || w[0] >= 0xE3 || !wordBefore(low[:at]) {
				return true
			}
			at += len(w)
		}
	}
	return false
}
