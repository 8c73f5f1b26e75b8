// SPDX-License-Identifier: Apache-2.0
// The queries of one client.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.server.Connection;
import io.eightfold.whois8.server.CounterSet;
import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.server.EndReason;
import java.io.IOException;
import java.time.InstantSource;

/** One line, one answer; more only after {@code -k}. Thread: session. */
final class TextSession {
    private final Connection connection;
    private final LineReader reader;
    private final int maxAnswerBytes;
    private final RecordIndex index;
    private final DataSetLiveness liveness;
    private final InstantSource clock;
    private final CounterSet<TextCounter> lines;
    private boolean isKeptOpen;
    private boolean isFirst = true;

    TextSession(final Connection connection, final int maxAnswerBytes, final RecordIndex index, final DataSetLiveness liveness, final InstantSource clock,
        final CounterSet<TextCounter> lines) {
        this.connection = connection;
        this.maxAnswerBytes = maxAnswerBytes;
        this.index = index;
        this.liveness = liveness;
        this.clock = clock;
        this.lines = lines;
        reader = new LineReader(connection);
    }

    EndReason run() throws IOException {
        connection.awaitRequest();
        EndReason end = turn();
        while (end == null) {
            isFirst = false;
            // The next line must be complete within this time, or a client could send a byte of it now and then for ever.
            connection.awaitNext();
            end = turn();
        }
        return end;
    }

    /** One line and its answer; null when another may follow. */
    private EndReason turn() throws IOException {
        String line = null;
        QueryException fault = null;
        try {
            line = reader.next();
        } catch (final QueryException e) {
            fault = e;
        }
        connection.requestComplete();
        if (line == null && fault == null) {
            return isFirst ? EndReason.PEER_CLOSED : EndReason.ANSWERED;
        }
        connection.beginAnswer();
        final AnswerWriter answer = new AnswerWriter(connection, maxAnswerBytes);
        final EndReason end = answerOrError(line, fault, answer);
        answer.end();
        connection.endAnswer();
        return end;
    }

    private EndReason answerOrError(final String line, final QueryException readFault, final AnswerWriter answer) throws IOException {
        try {
            if (!connection.takeQuery()) {
                throw new QueryException(TextError.QUERY_RATE, "you ask more often than this server allows; try again in some seconds", EndReason.QUERY_RATE);
            }
            if (readFault != null) {
                throw readFault;
            }
            return answer(QueryParser.parse(line), answer);
        } catch (final QueryException e) {
            lines.count(TextCounter.of(e.error()));
            answer.line(e.error().line()).line("% " + e.getMessage());
            answer.endBlock();
            return e.end() != null ? e.end() : endOfQuery();
        } catch (final IOException e) {
            lines.count(TextCounter.BROKEN_OFF);
            throw e;
        }
    }

    private EndReason answer(final Query query, final AnswerWriter answer) throws IOException, QueryException {
        final boolean wasKeptOpen = isKeptOpen;
        isKeptOpen |= query.isKeptOpen();
        if (query.subject() == null) {
            return flagsOnly(query, wasKeptOpen);
        }
        new QueryAnswer(query, index, liveness, clock.instant().getEpochSecond(), answer).write();
        lines.count(TextCounter.ANSWERED);
        return endOfQuery();
    }

    /** A first -k alone opens a session; a further one, or an empty line, ends it. */
    private EndReason flagsOnly(final Query query, final boolean wasKeptOpen) throws QueryException {
        if (!wasKeptOpen && !query.isKeptOpen()) {
            throw new QueryException(TextError.NO_SEARCH_KEY, "the line asks for nothing; ask for help");
        }
        lines.count(TextCounter.EMPTY);
        return wasKeptOpen ? EndReason.ANSWERED : null;
    }

    private EndReason endOfQuery() {
        return isKeptOpen ? null : EndReason.ANSWERED;
    }
}
