// Refreshes the figures of a page in place. What its reader has in hand stays: the focus, the selected text, what is typed,
// opened or shown as a notice. When the hub does not answer, the page says so and greys its figures.
(() => {
  'use strict';

  const isNotice = (node) => node && node.nodeType === Node.ELEMENT_NODE && node.matches('.notice');

  // A notice and the space behind it are of this page alone: what is compared with the next page is the rest.
  const content = (node) => [...node.childNodes].filter((child) => !isNotice(child)
    && !(child.nodeType === Node.TEXT_NODE && !child.nodeValue.trim() && isNotice(child.previousSibling)));

  const inHand = (node) => {
    const selection = document.getSelection();
    const selected = selection && !selection.isCollapsed && selection.rangeCount > 0
      && selection.getRangeAt(0).intersectsNode(node);
    const focused = document.activeElement;
    return selected || (focused !== document.body && !isNotice(focused) && node.contains(focused));
  };

  const sameKind = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '');

  const keeps = (element, attribute) => element.nodeName === 'DETAILS' && attribute === 'open';

  const copyAttributes = (from, to) => {
    for (const {name} of [...to.attributes]) {
      if (!from.hasAttribute(name) && !keeps(to, name)) to.removeAttribute(name);
    }
    for (const {name, value} of from.attributes) {
      if (to.getAttribute(name) !== value && !keeps(to, name)) to.setAttribute(name, value);
    }
  };

  // Forms are left alone: their token stays valid and what is typed into them stays.
  const morph = (from, to) => {
    if (to.nodeType !== Node.ELEMENT_NODE) {
      if (to.nodeValue !== from.nodeValue && !inHand(to)) to.nodeValue = from.nodeValue;
      return;
    }
    if (to.nodeName === 'FORM' || to.matches('.notice, [data-keep]') || to.isEqualNode(from)) return;
    copyAttributes(from, to);
    const fresh = content(from);
    const shown = content(to);
    if (fresh.length === shown.length && fresh.every((node, i) => sameKind(node, shown[i]))) {
      fresh.forEach((node, i) => morph(node, shown[i]));
    } else if (!inHand(to)) {
      const notices = [...to.children].filter((child) => child.matches('.notice'));
      const focused = notices.find((notice) => notice === document.activeElement);
      const opened = new Set([...to.querySelectorAll('details[open][id]')].map((each) => each.id));
      to.replaceChildren(...from.childNodes);
      to.querySelectorAll('details[id]').forEach((each) => { if (opened.has(each.id)) each.open = true; });
      notices.filter((notice) => !notice.id || !document.getElementById(notice.id))
        .forEach((notice) => to.insertBefore(notice, to.children[1] || null));
      if (focused) focused.focus({preventScroll: true});
    }
  };

  // After an action its outcome has the focus: a screen reader reads it, and the keyboard goes on from there.
  const outcome = document.querySelector('main .notice[role]:not([hidden])');
  if (outcome && !document.querySelector('[autofocus]')) {
    outcome.tabIndex = -1;
    outcome.focus();
  }

  const main = document.querySelector('main[data-refresh]');
  if (main) {
    const seconds = Number(main.dataset.refresh) || 5;
    const silence = document.getElementById('silence');
    let answered = new Date();
    const say = (text) => {
      if (silence.textContent !== text) silence.textContent = text;
      silence.hidden = !text;
      main.classList.toggle('stale', Boolean(text));
    };
    const refresh = async () => {
      if (document.hidden) return;
      try {
        const response = await fetch(location.href, {headers: {'X-Refresh': 'true'}, cache: 'no-store',
          signal: AbortSignal.timeout(seconds * 2000)});
        if (new URL(response.url).pathname === '/login' || response.status === 401) {
          say(silence.dataset.loggedOut);
          return;
        }
        if (!response.ok) throw new Error(String(response.status));
        const page = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main[data-refresh]');
        if (page) {
          answered = new Date();
          say('');
          page.querySelector('#silence')?.remove();
          page.prepend(silence.cloneNode(true));
          morph(page, main);
        }
      } catch (unanswered) {
        const time = answered.toLocaleTimeString(document.documentElement.lang, {hour12: false, timeZone: 'America/Toronto'});
        say(silence.dataset.away.replace('%time%', time));
      }
    };
    const repeat = () => setTimeout(() => refresh().finally(repeat), seconds * 1000);
    repeat();
  }

  // Revealed values leave the page when their time is over, also on a page that nobody touches. The hub states for how long
  // they are shown, counted from its response, so that the clock of this computer does not matter. Only while the computer
  // sleeps nothing counts but its clock: then the values leave when the clock shows the end, or was set back. The page is
  // loaded again, and the hub decides what it shows. A page that is left keeps no values for the way back to it.
  const revealed = document.querySelector('main[data-shown-for]');
  if (revealed) {
    const duration = Number(revealed.dataset.shownFor) + 500;
    const end = (performance.getEntriesByType('navigation')[0]?.responseStart ?? 0) + duration;
    const opened = Date.now();
    let seen = opened;
    const clear = () => revealed.replaceChildren();
    const mask = () => {
      clear();
      location.reload();
    };
    const check = () => {
      const now = Date.now();
      const isSetBack = now < seen - 1000;
      seen = now;
      if (isSetBack || now >= opened + duration || performance.now() >= end) mask();
    };
    setTimeout(mask, Math.max(0, end - performance.now()));
    setInterval(check, 1000);
    document.addEventListener('visibilitychange', check);
    window.addEventListener('pagehide', clear);
    window.addEventListener('pageshow', (event) => { if (event.persisted) mask(); });
  }

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest && event.target.closest('input, select, textarea');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const search = document.getElementById('search');
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  // A double click would send a form twice, and its reader would read that the second request changed nothing. A page that
  // is still shown after ten seconds, or to which its reader comes back, can be sent again.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (event.timeStamp - Number(form.dataset.sentAt ?? -Infinity) < 10000) event.preventDefault();
    else form.dataset.sentAt = event.timeStamp;
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent-at]')
    .forEach((form) => form.removeAttribute('data-sent-at')));

  // One box selects all rows of the page.
  document.querySelectorAll('[data-select-all]').forEach((box) => box.addEventListener('change', () => {
    box.form.querySelectorAll(`input[name="${box.dataset.selectAll}"]`).forEach((each) => { each.checked = box.checked; });
  }));

  // An action that needs a text cannot be sent without it, so that the selection stays.
  const action = document.getElementById('bulk-action');
  const require = () => { document.getElementById('bulk-text').required = Boolean(action.selectedOptions[0]?.dataset.text); };
  if (action) {
    action.addEventListener('change', require);
    require();
  }

  // What is folded on the screen is printed.
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
})();
