package io.tocsin.toll.bank;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads the heads of answers on one connection. The client's usual parser skips what stands before an answer, which may be the
 * rest of another one, and passes over any number of interim answers (1xx).
 */
final class StrictAnswerParser extends DefaultHttpResponseParser {
    private static final int MOST_INTERIM_ANSWERS = 8;
    private static final int FIRST_FINAL_STATUS = 200;

    private int interimAnswers;

    StrictAnswerParser(Http1Config config) {
        super(config);
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer head) throws IOException, HttpException {
        ClassicHttpResponse answer = super.createMessage(head);
        interimAnswers = answer.getCode() < FIRST_FINAL_STATUS ? interimAnswers + 1 : 0;
        if (interimAnswers > MOST_INTERIM_ANSWERS) {
            throw new MessageConstraintException("more than " + MOST_INTERIM_ANSWERS + " interim answers");
        }
        return answer;
    }
}
