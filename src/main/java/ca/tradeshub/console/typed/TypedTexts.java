// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.typed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives the page of a form what was typed into it before its session ended, as {@code typed}. */
@Component
class TypedTexts implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        String view = page == null ? null : page.getViewName();
        // What refreshes a page in place leaves its forms as they are.
        if (page == null || view == null || view.startsWith("redirect:") || request.getHeader("X-Refresh") != null) {
            return;
        }
        TypedText typed = TypedText.take(request);
        if (typed != null) {
            page.addObject("typed", typed);
        }
    }
}
