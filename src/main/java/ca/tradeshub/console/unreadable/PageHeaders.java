// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.unreadable;

/** The headers of pages that do not depend on the page. */
public final class PageHeaders {

    /** What a page may load, and from where: nothing but its own script, style, images and fonts. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'";

    private PageHeaders() {}
}
