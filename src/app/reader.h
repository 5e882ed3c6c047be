/* The reader: where someone is in an article. It knows the lines on the screen, the current
 * object that every action is about, the selection, the hits of a search, and the places to
 * jump back to. It draws nothing (pane_article.h) and changes no annotation (session.h). */
#ifndef APP_READER_H
#define APP_READER_H

#include "attache/view/layout.h"
#include "hits.h"
#include "session.h"

enum object_kind {
	OBJECT_NONE, /* an article without text */
	OBJECT_SENTENCE,
	OBJECT_QUOTE,   /* index: of the utterance */
	OBJECT_MENTION, /* index: of the mention */
	OBJECT_HIT,
	OBJECT_ANNOTATION, /* one that is on none of the others */
	OBJECT_SELECTION
};

struct object {
	enum object_kind kind;
	struct range range; /* bytes of document.text */
	size_t index;
};

#define JUMPS_MAX 100

struct reader {
	struct session *session;
	struct layout *layout;
	struct arena *scratch; /* sentences of one block */
	struct place top;      /* the first line on the screen */
	struct place resized;  /* what top was after the last change of size ... */
	size_t anchor;         /* ... which kept the line of this byte offset in view */
	bool anchored;
	unsigned rows;   /* lines on the screen */
	unsigned margin; /* lines kept between the object and the edges */
	struct object current;
	struct range selection; /* while current is OBJECT_SELECTION */
	bool at_start;          /* the moving end of the selection is its start */
	struct hits hits;
	bool filtered;           /* only blocks with a hit are shown */
	size_t jumps[JUMPS_MAX]; /* byte offsets, oldest first */
	size_t jump_count, jump_at;
};

void reader_open(struct reader *reader, struct session *session, unsigned columns);
void reader_close(struct reader *reader);

/* A new size of the text area; the first line keeps showing the same text, also after many
 * sizes. */
void reader_resize(struct reader *reader, unsigned rows, unsigned columns);
void reader_fold(struct reader *reader, bool folded);

/* The document was read on: what the last lines show may be more now. */
void reader_grown(struct reader *reader);

/* Show only blocks with a hit, or all again. */
void reader_filter(struct reader *reader, bool filtered);

/* Scroll by lines. The object stays the current one while it is on the screen; at the ends of
 * the article it moves on by sentences instead. */
void reader_scroll(struct reader *reader, long lines);
void reader_first(struct reader *reader);
void reader_last(struct reader *reader);

/* What is on the screen. */
struct range reader_visible(struct reader *reader);
struct place reader_bottom(struct reader *reader);
bool reader_shows(struct reader *reader, size_t offset);

/* Make an object the current one and scroll so that it is seen. */
void reader_take(struct reader *reader, struct object object);

/* As reader_take, with a note of where one was for reader_jump_back. */
void reader_jump(struct reader *reader, struct object object);
bool reader_jump_back(struct reader *reader);
bool reader_jump_forward(struct reader *reader);

/* The objects at a byte offset: the innermost of mention, quote, annotation, sentence. */
struct object reader_object_at(struct reader *reader, size_t offset);
struct object reader_sentence_at(struct reader *reader, size_t offset);
struct object reader_object_on(struct reader *reader, struct range range);

/* The nearest object of a kind before or behind the current one; false when there is none. */
bool reader_step_sentence(struct reader *reader, bool forward);
bool reader_step_paragraph(struct reader *reader, bool forward);
bool reader_step_quote(struct reader *reader, bool forward);
bool reader_step_hit(struct reader *reader, bool forward, bool *wrapped);

/* When findings arrive, what was a sentence may have become more; nothing moves. */
void reader_refresh(struct reader *reader);

/* The entity the current object is about: of the mention, of the speaker, or of the first
 * mention in the sentence; ENTITY_NONE. */
uint32_t reader_entity(const struct reader *reader);

/* Selection. The moving end goes by one cluster, word, sentence or screen line; `other` swaps
 * the ends. */
enum selection_step { SELECT_CLUSTER, SELECT_WORD, SELECT_SENTENCE, SELECT_LINE };
void reader_select(struct reader *reader);
void reader_select_range(struct reader *reader, size_t from, size_t to);
void reader_extend(struct reader *reader, enum selection_step step, bool forward);
void reader_other_end(struct reader *reader);
void reader_unselect(struct reader *reader);

/* Per cent of the article that lies above the end of the screen. */
unsigned reader_percent(struct reader *reader);

#endif
