#include "mention.h"

#include <string.h>

bool word_in(struct str word, const char *list)
{
	if (!word.len || word.len > 40)
		return false;
	for (const char *at = list; (at = memmem(at, strlen(at), word.s, word.len)); at++)
		if ((at == list || at[-1] == ' ') &&
			(at[word.len] == ' ' || at[word.len] == '\0'))
			return true;
	return false;
}

static const char org_heads[] =
	"Ministry Department Agency Council Commission Committee Party Union Organization "
	"Organisation Association Institute Institution Foundation Bank Corporation Corp Corp. "
	"Inc Inc. Ltd Ltd. Co. Company Group University College School Academy Army Navy Force "
	"Forces Guard Guards Police Court Parliament Congress Senate Assembly Authority Bureau "
	"Office Embassy Consulate Church News Times Post Journal Herald Tribune Gazette Press "
	"Television Radio Network Airlines Airways Front Movement Brigade Brigades Battalion "
	"Regiment Command Fund Alliance League Federation Confederation Society Club Centre "
	"Center Service Services Board Administration Secretariat Tribunal Coalition Society "
	"Ministries Cabinet Chamber Democrats Observatory Industries Motors Technologies "
	"Energy "
	"Holdings Systems Laboratories Media Studios Pictures Records Entertainment Militia "
	"Watch Fleet Caucus Directorate Exchange Trust Team Crescent FC United Councils "
	"Partners "
	"Hospital Medicine Museum";
static const char place_heads[] =
	"River Sea Ocean Strait Straits Island Islands Province Mountains Mountain Bay Airport "
	"Street Square Valley Lake County Peninsula District Bridge Palace Park Avenue Road "
	"Beach "
	"Gulf Desert Canal Airbase Base City Region Town Village Coast Hills Heights Forest "
	"Reef "
	"Shoal Prison Tower Station Plaza Stadium Cathedral Mosque Temple Boulevard Highway "
	"Port "
	"Harbour Harbor Hotel Cemetery Oblast Governorate Prefecture State Territory Border "
	"Crossing Castle Zone Basin Parish Borough Cove Falls Creek House Hall Arena Garden "
	"Gardens Theatre Theater";
static const char event_heads[] =
	"War Summit Olympics Games Revolution Conference Festival Championship Championships "
	"Cup "
	"Massacre Genocide Uprising Crisis Forum Prix Awards Day Open Rebellion Marathon "
	"Intifada Tournament Holocaust Expo Dialogue Games";
static const char law_heads[] =
	"Act Treaty Agreement Agreements Accord Accords Constitution Convention Conventions "
	"Protocol Pact Charter Doctrine Declaration Amendment Law Bill Memorandum Resolution "
	"Communique Initiative Ordinance Directive Code";

enum entity_type head_type(struct str word, bool first)
{
	if (first) {
		if (word_in(word, "Mount Lake Cape Fort Port San Santa Los Las"))
			return ENTITY_PLACE;
		if (word_in(word, "Operation Hurricane Typhoon Cyclone"))
			return ENTITY_EVENT;
		if (word_in(word,
			    "Ministry Department University Bank Embassy Council Institute "
			    "Center Centre House Parliament Federation Office Court Board"))
			return ENTITY_ORG;
		return ENTITY_TYPES;
	}
	if (word_in(word, org_heads))
		return ENTITY_ORG;
	if (word_in(word, place_heads))
		return ENTITY_PLACE;
	if (word_in(word, event_heads))
		return ENTITY_EVENT;
	if (word_in(word, law_heads))
		return ENTITY_LAW;
	return ENTITY_TYPES;
}
