"""Which languages are written from right to left: the script CLDR holds for the likely one.

Source: Unicode CLDR 47, supplemental data `likelySubtags` and `languageAlias` (a test compares).
Codes are those of ISO 639, scripts those of ISO 15924, in small letters.
"""

from __future__ import annotations

_SCRIPTS = """
adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc mero
narb nbat nkoo orkh ougr palm phli phlp phnx prti rohg samr sarb sogd sogo syrc syre syrj syrn
thaa todr yezi
"""

_LANGUAGES = """
aao abh abv acm acq acw acx adf ae aeb aec aee aeq afb aib aii aij aiq ajp ajt aju amw apc apd ar
ara arb arc arq ars ary arz ask atn auj auz avd ave avl ayh ayl ayn ayp azb bal bcc bdz bej bft
bgn bgp bhe bhm bhn bjf bjm bqi brh brk bsh bsk chg cja ckb cld clh czk dcc def deh dgl div dmk
dml drw dv ecy esh fa fas fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk gwc gwf gwt gzi hac
haz hbo he heb hkh hnd hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr
jrb jye kas kbu kby kcy kfm khw klj kmz kqd ks ktl kvx kxp kzh lad lah lhs lki lrc lrk lrl lsa lsd
lss luv luz mby mde mfa mfi mhj mid mki mnj mve mvy myz mzn nli nlm nqo ntz nyq oar obm odk oru
ota otk oui pal pbt pbu per pes pgd phl phn phr phv plk pmu pnb pra prc prd prs prx ps psh psi pst
pus qxq rdb rhg rmt sam sbn scl sd sdb sdf sdg sdh sds sgl sgr sgy shd shm shu shv siy siz skr smp
smy snd sog sqo sqt srh srz ssh sts swb syc syn syr tjo tks tmr tnf tov tra trg trm trw ug uig ur
urd ush uzs vaf vgr vmh wbk wlo wne wni wsv xco xhe xka xkc xkj xkp xld xly xmn xmr xna xpr xsa
xvi ydd ydg yhd yi yid yih yud zba zdj zrp zum
"""

# Written both ways: the words decide, unless a script or a region says more.
_OPEN = """
az aze azj ff fuc ful ha hau kaz kir kk kmr ku kur ky may mis ms msa mul pa pan tg tgk tk tuk und
uz uzb uzn zsm zxx
"""

RTL_SCRIPTS = frozenset(_SCRIPTS.split())
RTL_LANGUAGES = frozenset(_LANGUAGES.split())
OPEN_LANGUAGES = frozenset(_OPEN.split())

# Where open ones are written from right to left. Kurdish: Sorani where CLDR has no word of it.
RTL_REGIONS = {
    "az": frozenset(["iq", "ir"]),
    "ha": frozenset(["cm", "sd"]),
    "kk": frozenset(["af", "cn", "ir", "mn"]),
    "ku": frozenset(["iq", "ir", "lb"]),
    "ky": frozenset(["cn"]),
    "ms": frozenset(["cc"]),
    "pa": frozenset(["pk"]),
    "tg": frozenset(["pk"]),
    "uz": frozenset(["af"]),
}

# And where a language is not, which elsewhere is.
LTR_REGIONS = {"sd": frozenset({"in"}), "ug": frozenset({"kz", "mn"})}
