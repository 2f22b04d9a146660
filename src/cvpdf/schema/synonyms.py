"""Other words for the fields of cv.yaml: those of JSON Resume, RenderCV, YAMLResume and LaTeX, and everyday ones.

A word leads to the fields that it can mean, the likeliest first; the model that contains the key decides which of them
exists there. A new field needs no change here unless other words for it are common.
"""

from __future__ import annotations

import re

from cvpdf.bibliography.work_types import OF_BIBTEX, OF_CSL
from cvpdf.schema.sections import KINDS

_WORDS_FOR = {
    # The person.
    "basics": "personal personal_info personal_information person contact contacts header about_me info cv resume "
        "me",
    "headline": "label tagline slogan job_title jobtitle title position role profession occupation "
        "current_position subtitle",
    "name": "full_name fullname title",
    "native_name": "local_name chinese_name japanese_name korean_name arabic_name name_in_own_script",
    "other_names": "aliases alias other_name former_names maiden_name birth_name pen_names also_known_as",
    "affiliations": "affiliation institution institutions institute organization organisation company employer",
    "location": "address addresses city place residence country region town postal_code venue_location where",
    "email": "mail e_mail emails email_address mail_address",
    "phone": "telephone tel mobile cell phones phone_number mobile_number telephone_number fax",
    "url": "website websites web homepage home_page site www link links href uri blog domain web_page repository "
        "repo",
    "orcid": "orcid_id orcidid",
    "profiles": "social socials social_networks social_media networks accounts social_links online links",
    "summary": "about bio biography profile objective intro introduction statement abstract description desc text "
        "content body details career_objective",
    "photo": "image picture avatar photograph portrait pic img",
    "details": "birthdate birth_date birthday date_of_birth dob born birth nationality citizenship gender sex "
        "marital_status civil_status driving_licence driving_license driver_license licence visa permit "
        "work_permit age place_of_birth religion",
    # Periods.
    "start_date": "from start started starts begin began beginning since date_start begin_date starting_date",
    "end_date": "end ended ends until till finish finished to end_year date_end completion_date enddate expires "
        "expiry expiration expiry_date expiration_date valid_until valid_to",
    "date": "year years when dates period duration timeframe time issued issue_date issued_on release_date "
        "released published publication_date date_published received awarded graduated graduation graduation_date",
    # Entries.
    "company": "employer organisation organization org workplace business firm institution client name school",
    "course": "name title class subject lecture module",
    "degree": "study_type studytype qualification diploma level title",
    "degrees": "roles programs programmes qualifications",
    "institution": "school university college uni academy institute organization organisation company faculty "
        "name title",
    "organization": "organisation org company employer institution ngo association name",
    "position": "job_title jobtitle job title role designation function occupation post rank profession",
    "role": "position job_title title function designation type kind",
    "roles": "positions jobs titles promotions",
    "team": "department group unit division lab",
    "area": "field field_of_study fieldofstudy major subject discipline specialization specialisation programme "
        "program course studies",
    "grade": "gpa score mark marks result grades cgpa",
    "department": "faculty division unit",
    "thesis": "dissertation thesis_title",
    "advisors": "advisor adviser advisers supervisor supervisors mentor mentors",
    "courses": "modules coursework classes subjects lectures",
    "highlights": "bullets bullet points bullet_points achievements responsibilities tasks duties accomplishments "
        "items activities details list description_list notes",
    "awarder": "issuer organization organisation institution awarding_body awarded_by by from company",
    "issuer": "organization organisation authority institution awarder issued_by by provider company",
    "funder": "agency sponsor funding_agency funded_by organization organisation source",
    "amount": "sum value money budget funding",
    "number": "grant_number project_number reference grant_id",
    "event": "conference venue host occasion meeting where organization organisation",
    "title": "name heading header label subject headline award",
    "subtitle": "organization organisation company institution position place issuer",
    "network": "site service platform",
    "username": "user account handle login user_name",
    "file": "path src source filename image url",
    "since": "year from years after",
    "until": "to before",
    # Lists on one line.
    "label": "name category group title heading area topic type",
    "keywords": "skills skill items list values technologies technology tools stack tech_stack tech details "
        "entries languages",
    "level": "proficiency rating years_of_experience",
    "language": "name lang title",
    "fluency": "level proficiency skill grade score",
    "quote": "reference text statement testimonial recommendation summary",
    # Publications.
    "publications": "papers works bibliography references bibtex articles",
    "key": "id citekey cite_key bibkey slug",
    "authors": "author author_list by creators",
    "venue": "journal journaltitle journal_title conference booktitle container container_title proceedings outlet",
    "event_place": "location",
    "article_number": "eid articleno number",
    "issue": "number",
    "editors": "editor",
    "genre": "thesis_type report_type kind",
    "students": "supervised student_authors",
    "corresponding": "corresponding_authors corresponding_author",
    "equal": "equal_contribution equal_contributions joint_first",
    "pubmed": "pmid pubmed_id",
    "pmc": "pmcid pmc_id",
    "bibliography": "bib bibtex references_file bib_file",
    "where": "filter filters only select condition conditions",
    "groups": "group grouping subsections",
    "numbered": "numbers numbering",
    "prefix": "label",
    "restart": "restart_numbers reset",
    "shorten": "max_authors et_al truncate",
    "totals": "total counts summary",
    "note": "comment remark annotation notes",
    "doi": "doi_url",
    "arxiv": "arxiv_id eprint",
    "status": "state",
    # Sections.
    "sections": "section blocks parts content",
    "kind": "type section_type category section entry_type",
    "entries": "items list content children data values records elements",
    "text": "content body paragraphs paragraph summary entries items bullet description value highlight",
    "tags": "tag labels categories variants show_in",
    "hide": "hidden exclude disabled skip draft",
    "sort": "order sort_by order_by sorting",
    "pin": "pinned always required",
    # Design, language, variants.
    "design": "theme style layout settings look format",
    "colours": "colors palette",
    "accent": "color colour colors primary_color primary_colour theme_color accent_color accent_colour primary",
    "ink": "text_color text_colour body foreground",
    "quiet": "muted grey gray secondary subtle",
    "theme": "template look style",
    "layout": "align alignment position form style",
    "name_style": "name_weight weight",
    "form": "style type rule title_style",
    "colour": "color",
    "case": "capitals uppercase transform",
    "second": "subtitle second_line",
    "place": "position side align date date_place",
    "lists": "bullets list highlights items",
    "bullet": "sign symbol marker form",
    "years": "year",
    "style": "color colour form",
    "foot": "footer page_numbers",
    "paper": "page_size papersize paper_size size",
    "font": "font_family typeface fontname font_name family",
    "fonts": "font_families script_fonts fallback_fonts",
    "han": "chinese hanzi kanji hanja cjk zh",
    "kana": "japanese hiragana katakana ja",
    "hangul": "korean ko",
    "mono": "monospace typewriter code fixed",
    "regular": "normal roman upright book",
    "bold_italic": "italic_bold bold_oblique",
    "font_size": "fontsize size text_size font_size_pt",
    "margins": "margin page_margins page_margin geometry",
    "line_spacing": "line_height lineheight leading linespread",
    "locale": "i18n languages translations",
    "date_style": "date_format dateformat",
    "labels": "translations strings words",
    "variants": "versions targets outputs profiles flavours",
    "max_pages": "pages page_limit max_page page_count",
    "limits": "limit max",
}  # fmt: skip

SYNONYMS: dict[str, tuple[str, ...]] = {}
"""The fields that a word can mean."""
for _field, _words in _WORDS_FOR.items():
    for _word in _words.split():
        SYNONYMS[_word] = (*SYNONYMS.get(_word, ()), _field)

KIND_SYNONYMS = {
    word: kind
    for kind, words in {
        "experience": "work job jobs employment career work_experience professional_experience positions internships",
        "education": "studies degrees academic academics academic_background training school schools",
        "projects": "project personal_projects side_projects research",
        "publications": "papers publication articles works",
        "skills": "skill technologies technical_skills competences competencies tools expertise",
        "text": "summary about profile objective paragraph statement introduction",
        "awards": "award honors honours prizes achievements scholarships",
        "grants": "grant funding fellowships",
        "talks": "talk presentations conferences invited_talks posters",
        "teaching": "courses lectures",
        "service": "services reviewing memberships committees",
        "certificates": "certificate certifications certification licenses licences",
        "languages": "language spoken_languages",
        "volunteering": "volunteer voluntary_work community",
        "references": "reference referees",
        "list": "interests hobbies interest hobby",
        "custom": "other extracurricular activities miscellaneous",
    }.items()
    for word in words.split()
}
"""The kind of section that a word means."""

CHOICE_SYNONYMS = {
    **dict.fromkeys(("accepted", "in_press", "forthcoming", "to_appear"), ("published",)),
    **dict.fromkeys(("submitted", "under_review", "in_review", "in_preparation", "draft", "arxiv"), ("preprint",)),
    **dict.fromkeys(("no", "false", "none", "never", "ignore", "disabled"), ("off", "none")),
    **dict.fromkeys(("circle", "circular", "rounded"), ("round",)),
    **{name.replace("-", "_"): (kind,) for name, kind in (*OF_CSL.items(), *OF_BIBTEX.items()) if kind != "other"},
    **dict.fromkeys(("journal", "journal_article"), ("article",)),
    **dict.fromkeys(("inproceedings", "conference", "conference_paper"), ("paper",)),
}
"""The choices that a word can mean."""


def meant_kind(word: str) -> str | None:
    """Return the kind of section that a word means."""
    return word if (word := plain(word)) in KINDS else KIND_SYNONYMS.get(word)


def plain(key: str) -> str:
    """Return a key in the form of the fields: ``startDate``, ``Start Date`` and ``start-date`` are ``start_date``."""
    return re.sub(r"[\s.-]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key.strip())).lower()
